import { defineCommand } from '../src/core/command.ts';
import { readSections } from '../src/core/digest/sections.ts';
import { UserError } from '../src/core/errors.ts';
import {
  askerOf,
  changedCadence,
  NUMBER_OPTION,
  otherwiseButtons,
  pickSubscription,
  SUBSCRIPTION_OPTIONS,
  subscriptionLines,
} from './digest-parts.ts';

export const digestEdit = defineCommand({
  name: 'digest edit',
  description: 'Change a subscription of this channel.',
  options: [
    NUMBER_OPTION,
    {
      name: 'query',
      description: 'What it looks for from now on; in quotes when it has blanks.',
      type: 'string',
      completion: 'topic',
    },
    ...SUBSCRIPTION_OPTIONS,
  ],
  examples: ['/digest edit 5 cadence:daily hour:8', '/digest edit 5 query:"sparse autoencoders" cap:10'],
  visibility: 'asker',
  managersOnly: true,
  async run(values, context) {
    const asker = askerOf(context);
    const { number = 5, ...typed } = values;
    if (Object.keys(typed).every((name) => name === 'anyway'))
      throw new UserError(
        `Say what is to change, for example: /digest edit ${number} cadence:daily hour:8, or /digest edit ${number} query:"sparse autoencoders"`,
      );
    const before = await pickSubscription(context, asker, values.number);
    const cadence = changedCadence(before.cadence, values);
    const { subscription, notes, changes, otherwise } = await context.digests.edit(asker, before.id, {
      anyway: values.anyway ?? false,
      ...(values.query === undefined ? {} : { query: values.query }),
      ...(cadence === undefined ? {} : { cadence }),
      ...(values.sections === undefined ? {} : { sections: readSections(values.sections) }),
      ...(values.cap === undefined ? {} : { cap: values.cap }),
      ...(values.empty === undefined ? {} : { empty: values.empty }),
      ...(values.news === undefined ? {} : { newsAlso: values.news }),
    });
    return {
      summary:
        changes.length === 0
          ? `Nothing changed: subscription ${subscription.id} was like that already.`
          : `Changed subscription ${subscription.id}.`,
      cards: [{ kind: 'section', lines: [...subscriptionLines(subscription), ...notes] }],
      buttons: otherwiseButtons(subscription.id, otherwise),
    };
  },
});

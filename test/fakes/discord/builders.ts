import { type APIMessageTopLevelComponent, createComponentBuilder, ModalBuilder } from 'discord.js';
import { type Json, list } from './limits.ts';

/** A second opinion on the components of a message: that of the library's own builders, which count a little more strictly. */
export function builderFaults(body: Json): string[] {
  return list(body['components']).flatMap((component, index) =>
    faultOf(`components[${index}]`, () =>
      createComponentBuilder(component as unknown as APIMessageTopLevelComponent).toJSON(),
    ),
  );
}

/** The same on a modal. */
export function modalBuilderFaults(modal: Json): string[] {
  return faultOf('modal', () => new ModalBuilder(modal).toJSON());
}

function faultOf(at: string, build: () => unknown): string[] {
  try {
    build();
    return [];
  } catch (error) {
    return [`${at}: the builders say: ${error instanceof Error ? error.message : String(error)}`];
  }
}

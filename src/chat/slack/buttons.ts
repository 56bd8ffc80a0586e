import { type ButtonCall, decodeCall } from './button-value.ts';
import { type Click, type ClickHandlers, UNREADABLE } from './clicks.ts';
import { answer, type Desk } from './desk.ts';

/** The buttons of answers, however old: each carries its whole call. */
export function answerButtons(desk: Desk): ClickHandlers {
  const asked = async (click: Click, go: (call: ButtonCall) => Promise<void>): Promise<void> => {
    const call = decodeCall(click.value);
    await (call === undefined ? click.way().refuse(UNREADABLE) : go(call));
  };
  return {
    // Only the next page of what only the asker sees takes its place; another paper, or a shared answer, stays.
    call: (click) =>
      asked(click, (call) => {
        const paging = typeof call.input === 'object' && 'page' in call.input;
        return answer(desk, call, click.way(paging && click.onlyAsker));
      }),
    share: (click) => asked(click, (call) => answer(desk, call, click.way(), { sharedBy: click.user.name })),
  };
}

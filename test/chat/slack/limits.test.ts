import { describe, expect, it } from 'vitest';
import { faultsOf, isRefused } from '../../fakes/slack/limits.ts';

const times = (count: number, block: object) => Array.from({ length: count }, () => block);
const quiet = { unfurl_links: false, unfurl_media: false };
const good = { text: 'Two papers: A &amp; B', blocks: [{ type: 'divider' }], ...quiet };
const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Cite' }, value: 'x' };
const actions = (...elements: object[]) => ({ ...good, blocks: [{ type: 'actions', elements }] });
const rich = (element: object) => ({
  ...good,
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] }],
});
const modal = (title: string) => ({
  view: { type: 'modal', title: { type: 'plain_text', text: title }, blocks: [{ type: 'divider' }] },
});

describe('the check of payloads', () => {
  it('lets pass what Slack takes', () => {
    expect(faultsOf('chat.postMessage', good)).toEqual([]);
    expect(faultsOf('chat.postMessage', actions(button))).toEqual([]);
    expect(faultsOf('chat.postMessage', rich({ type: 'text', text: '<!channel>' }))).toEqual([]);
    expect(faultsOf('views.open', modal('Search papers'))).toEqual([]);
    expect(faultsOf('response_url', { delete_original: true })).toEqual([]);
  });

  it('tells what Slack refuses from what only a person would miss', () => {
    const [fault = ''] = faultsOf('chat.postMessage', actions(button, { ...button, action_id: 'b' }));
    expect(isRefused(fault)).toBe(false);
    expect(isRefused(faultsOf('chat.postMessage', { ...good, text: ' ' })[0] ?? '')).toBe(true);
  });

  it.each<[string, string, object]>([
    ['no text', 'chat.postMessage', { ...good, text: ' ' }],
    ['too long a text', 'chat.postMessage', { ...good, text: 'x'.repeat(4_001) }],
    ['a broadcast', 'chat.postMessage', { ...good, text: 'hello <!channel>' }],
    ['a mention', 'response_url', { ...good, text: 'hello <@U1>' }],
    ['a disguised link', 'chat.postMessage', { ...good, text: '<http://evil|x>' }],
    ['a cut entity', 'chat.postMessage', { ...good, text: 'a &am' }],
    ['half an emoji', 'chat.postMessage', { ...good, text: 'a \ud83d' }],
    ['links that unfold', 'chat.postMessage', { text: 'x', blocks: good.blocks }],
    ['parsed names', 'chat.postMessage', { ...good, link_names: true }],
    ['too many blocks', 'chat.postMessage', { ...good, blocks: times(51, { type: 'divider' }) }],
    ['no blocks', 'chat.postMessage', { ...good, blocks: [] }],
    ['an unknown block', 'chat.postMessage', { ...good, blocks: [{ type: 'poem' }] }],
    [
      'too much text in all',
      'chat.postMessage',
      {
        ...good,
        blocks: times(6, { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(2_500) } }),
      },
    ],
    [
      'a mention in a section',
      'chat.update',
      { ...good, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<@U1>' } }] },
    ],
    [
      'a long label',
      'chat.postMessage',
      actions({ ...button, text: { type: 'plain_text', text: 'x'.repeat(76) } }),
    ],
    ['a long value', 'chat.postMessage', actions({ ...button, value: 'x'.repeat(2_001) })],
    ['a repeated id', 'chat.postMessage', actions(button, { ...button, accessibility_label: 'b' })],
    ['labels that sound the same', 'chat.postMessage', actions(button, { ...button, action_id: 'b' })],
    ['rich text that notifies', 'chat.postMessage', rich({ type: 'broadcast', range: 'here' })],
    ['rich text with a user', 'chat.postMessage', rich({ type: 'user', user_id: 'U1' })],
    ['rich text without text', 'chat.postMessage', rich({ type: 'text', text: '' })],
    ['a link to a script', 'chat.postMessage', rich({ type: 'link', url: 'javascript:x', text: 'x' })],
    [
      'a long address',
      'chat.postMessage',
      rich({ type: 'link', url: `https://a.example/${'x'.repeat(3_000)}`, text: 'x' }),
    ],
    [
      'too much text and addresses in all',
      'chat.postMessage',
      {
        ...good,
        blocks: times(
          6,
          rich({ type: 'link', url: `https://a.example/${'x'.repeat(2_500)}`, text: 'x' }).blocks[0] ?? {},
        ),
      },
    ],
    [
      'telling metadata',
      'chat.postMessage',
      { ...good, metadata: { event_type: 'x', event_payload: { t: 'x'.repeat(600) } } },
    ],
    ['a long modal title', 'views.open', modal('Search the whole library for papers')],
    [
      'an unfurl over the limit',
      'chat.unfurl',
      { unfurls: { a: { blocks: times(51, { type: 'divider' }) } } },
    ],
  ])('can fail: %s', (_, method, payload) => {
    expect(faultsOf(method, { ...payload })).not.toEqual([]);
  });
});

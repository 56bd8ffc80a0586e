import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { child, children, readXml, textOf, type XmlItem } from '../../src/sources/xml.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function items(text: string, size = 1_000): Promise<XmlItem[]> {
  const found: XmlItem[] = [];
  for await (const item of readXml(pieces(text, size), (_, name) => name === 'record')) found.push(item);
  return found;
}

/** `1` for a record with that id, `3: reason` for a fault on line 3. */
async function told(text: string, size?: number): Promise<string[]> {
  return (await items(text, size)).map((item) =>
    item.kind === 'fault' ? `${item.line}: ${item.reason}` : (textOf(item.element, 'id') ?? '?'),
  );
}

const record = (id: number, more = ''): string => `<record>\n<id>${id}</id>${more}\n</record>\n`;
const document = (...records: string[]): string =>
  `<?xml version="1.0"?>\n<r xmlns="u" xmlns:q="v"><list>\n${records.join('')}</list></r>\n`;

const AMPERSAND = 'a bare & or an unknown entity (disallowed character in entity name)';
const CUT = 'the text is cut off here';
const DOCTYPE = 'a document type declaration; the entities it declares are not read';

describe('readXml', () => {
  it('yields wanted elements with names, namespaces, attributes, text, lines and the path to them', async () => {
    const [item] = await items(
      document(
        '<record k="1" q:w="&lt;&#233;"><q:a>x<b>no</b><![CDATA[ & y]]></q:a><b/><b> two  words </b></record>',
      ),
    );
    if (item?.kind !== 'element') throw new Error('no element');
    expect(item.path).toEqual(['r', 'list']);
    expect(item.element).toMatchObject({
      name: 'record',
      namespace: 'u',
      line: 3,
      attributes: { k: '1', w: '<é' },
    });
    expect(child(item.element, 'a')).toMatchObject({ namespace: 'v', text: 'x & y' });
    expect(children(item.element, 'b')).toHaveLength(2);
    expect(textOf(item.element, 'b')).toBeUndefined();
    expect(textOf(item.element, 'none')).toBeUndefined();
  });

  it.each([1, 7, 100_000])('says the same however the text is cut into pieces (%i)', async (size) => {
    const text = document(record(1), record(2, '<a>A & B</a>'), record(3), record(4, '<a>&amp;</a>'));
    expect(await told(text, size)).toEqual(['1', `6: ${AMPERSAND}`, '3', '4']);
  });

  it.each([
    ['an unknown entity', record(2, '&foo;'), '6: a bare & or an unknown entity (undefined entity)'],
    ['an element that does not end', record(2, '<a>'), '6: an element ends before one inside it'],
    ['an unbound prefix', record(2, '<z:a/>'), '6: broken XML: unbound namespace prefix: "z"'],
    ['a bare & with no ; behind it', record(2, 'AT&T & me'), `6: ${AMPERSAND}`],
    ['a control character', record(2, '\u0000'), '6: letters that are not UTF-8, or that XML does not allow'],
    ['a record without end', '<record>\n<id>2</id>\n', '6: an element ends before one inside it'],
    ['50,001 elements', record(2, '<a/>'.repeat(50_001)), '6: more than 50000 elements in one <record>'],
    ['51 levels', record(2, '<a>'.repeat(51) + '</a>'.repeat(51)), '6: elements nested more than 50 deep'],
    ['a long text', record(2, 'x'.repeat(2_000_000)), '6: more than 1 MB without a tag'],
    ['much text', record(2, `${'x'.repeat(9_999)}<a/>`.repeat(200)), '6: more than 1 MB in one <record>'],
  ])('loses no other record to %s', async (_, bad, fault) => {
    const found = await told(document(record(1), bad, record(3)), 10_000);
    expect(found.toSorted()).toEqual(['1', '3', fault].toSorted());
  });

  it('goes on behind the end of the broken element, so that what follows the last one is read', async () => {
    const names: string[] = [];
    const text = document(record(1, '<a>'), '<token>t</token>');
    for await (const item of readXml(pieces(text, 9), (_, name) => name === 'record' || name === 'token'))
      names.push(item.kind === 'fault' ? 'fault' : item.element.name);
    expect(names).toEqual(['fault', 'token']);
  });

  it.each([
    ['', '1: this is no XML: no element in it'],
    ['Hello there', '1: broken XML: text data outside of root node'],
    ['<!DOCTYPE html><html></html>', `1: ${DOCTYPE}`],
    ['<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', `1: ${DOCTYPE}`],
    [document(record(1)).slice(0, 80), `3: ${CUT}`],
  ])('tells one fault of %j', async (text, fault) => {
    expect(await told(text)).toEqual([fault]);
  });

  it('expands no entity that a document type declares, and keeps the records that use none', async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(9)}">\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n`;
    expect(
      await told(`${bomb}<r>${record(1)}${record(2, '&b;')}${record(3, '&x;')}${record(4)}</r>`, 7),
    ).toEqual([
      `2: ${DOCTYPE}`,
      '1',
      '6: a bare & or an unknown entity (undefined entity)',
      '9: a bare & or an unknown entity (undefined entity)',
      '4',
    ]);
  });

  it.each([
    ['blanks', ' '.repeat(1_200_000)],
    ['a start tag with too many attributes', `<record ${'a="1" '.repeat(200_000)}></record>`],
    ['another start tag like that', `<other ${'a="1" '.repeat(200_000)}/>`],
    ['a comment', `<!-- ${'x'.repeat(1_200_000)} -->`],
    ['an instruction', `<?x ${'x'.repeat(1_200_000)}?>`],
    ['an attribute', `<record a="${'x'.repeat(1_200_000)}"/>`],
    ['a name', `<${'x'.repeat(1_200_000)}/>`],
    ['a comment that never ends', `<!-- ${'x'.repeat(1_200_000)}`],
  ])('keeps what stands before and after 1 MB of %s', async (_, long) => {
    const found = await told(document(record(1), long, record(2), record(3)), 9_999);
    expect(found).toEqual(['1', '6: more than 1 MB without a tag', '2', '3']);
  });

  it('reads several documents in one text, each with its own lines', async () => {
    const text = `${document(record(1))}\n${document(record(2, '&b;'), record(3))}  \n`;
    for (const size of [1, 50, 5_000]) {
      expect(await told(text, size)).toEqual([
        '1',
        '10: a bare & or an unknown entity (undefined entity)',
        '3',
      ]);
    }
  });

  it('leaves signs in CDATA as they are', async () => {
    const [item] = await items('<record><![CDATA[AT&T & co; & &amp; ]]></record>', 3);
    expect(item?.kind === 'element' && item.element.text).toBe('AT&T & co; & &amp; ');
  });

  it('reads a paper of 5,000 people', async () => {
    const people =
      '<author><keyname>B</keyname><forenames>A</forenames><affiliation>C</affiliation></author>';
    expect(await told(document(record(1, people.repeat(5_000)), record(2)))).toEqual(['1', '2']);
  });

  it('reads on under blank lines above the declaration', async () => {
    expect(await told(`\ufeff\n\n${document(record(1))}`)).toEqual(['1']);
  });

  it('joins a character that is cut in two, and replaces half a one', async () => {
    const names = async (text: string, size: number): Promise<(string | undefined)[]> =>
      (await items(text, size)).map((item) => (item.kind === 'element' ? item.element.text : item.reason));
    expect(await names('<record>a😀b</record>', 1)).toEqual(['a😀b']);
    expect(await names('<record>a\ud800b</record>', 1)).toEqual(['a\ufffdb']);
    expect(await told('<record/><!--<!--\ud800', 1)).toEqual(['?', `1: broken XML: malformed comment`]);
  });

  it('gives up a text that is nothing but faults in good time', async () => {
    const started = performance.now();
    const found = await told(`<r>${'<record>&'.repeat(300_000)}`, 65_536);
    expect(found.at(-1)).toMatch(/too many faults$/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('keeps every record that is complete, wherever the text is cut', async () => {
    const text = document(record(1, '<a>ä&amp;</a>'), record(2, '<!-- c -->'), record(3, '<![CDATA[x]]>'));
    for (let end = 0; end < text.length; end += 1) {
      const found = await items(text.slice(0, end), 11);
      const whole = text.slice(0, end).split('</record>').length - 1;
      expect(found.filter((item) => item.kind === 'element')).toHaveLength(whole);
      const rootEnd = text.indexOf('</r>') + 4;
      expect(found.length - whole).toBe(end >= rootEnd ? 0 : 1);
    }
  });

  it('never throws', async () => {
    const bits = fc.constantFrom(
      '<record>',
      '</record>',
      '<r>',
      '</r>',
      '<id>',
      '</id>',
      '&',
      ';',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?xml version="1.0"?>',
      '<!DOCTYPE r>',
      '<record/>',
      '<q:z/>',
      '\u0000',
      '\ud800',
      ' ',
      'x',
      '\r',
      '\n',
      '<',
      '>',
      '"',
      '=',
    );
    const text = fc.array(fc.oneof({ weight: 4, arbitrary: bits }, fc.string({ unit: 'binary' })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 30 }), async (parts, size) => {
        await items(parts.join(''), size);
        await items(`<r><record>${parts.join('')}`, size);
      }),
      { numRuns: 1_000 },
    );
  });
});

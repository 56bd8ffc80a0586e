import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat, HEAD_LENGTH, isGzip, looksLikeListing } from '../../src/sources/detect.ts';
import { kaggleReader } from '../../src/sources/kaggle.ts';
import { listingReader } from '../../src/sources/listing.ts';
import { listingHtmlReader } from '../../src/sources/listing-html.ts';
import { mailReader } from '../../src/sources/mail.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const detect = (text: string) => detectFormat(utf8(text));
const listing = { reader: listingReader };

describe('the format of a source', () => {
  it.each([
    'extractor',
    'chromium-clipboard',
    'chromium-selection',
    'firefox-clipboard',
    'w3m',
    'lynx',
    'lynx-links',
    'mathjax',
  ])('is a listing in every dialect: %s', (name) => {
    const bytes = readFileSync(new URL(`../fixtures/listing/${name}.txt`, import.meta.url));
    expect(detectFormat(bytes)).toEqual(listing);
    const results = bytes.subarray(bytes.indexOf('arXiv:2401'));
    expect(detectFormat(results)).toEqual(listing);
    expect(detectFormat(Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le'))).toEqual(listing);
  });

  it.each([
    'Sorry, your query for all: "x: y" produced no results.\nTips',
    'Sorry, your query returned no results',
    'Skip to main content\n\nShowing 1–50 of 1,234 results for all: x',
    'arXiv:2505.15811 [pdf',
    'arXiv:0801.4644    physics.flu-dyn\nTitle\n\nAuthors: A\n\nSubmitted 18 October, 2010; originally announced January 2008.',
  ])('is a listing for a page without results, a heading or a single result: %j', (text) => {
    expect(detect(text)).toEqual(listing);
    expect(looksLikeListing(text)).toBe(true);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'There is nothing in it'],
    ['blanks', ' \n\u00a0\ufeff', 'There is nothing in it'],
    ['NUL bytes', Uint8Array.of(1, 2, 0, 3), 'This is a binary file'],
    ['a PDF', '%PDF-1.7\n', 'This is a PDF file'],
    ['a zip', 'PK\u0003\u0004', 'This is a zip file'],
    ['noise', Uint8Array.from({ length: 400 }, (_, index) => 128 + ((index * 7) % 120)), 'This is not text'],
    [
      'HTML',
      '\n<!DOCTYPE html><p>Showing 1–2 of 2 results',
      'This is an HTML page, not copied text: open it in a browser, select all, copy, and paste that.',
    ],
    ['a server error', '<html>\n<head><title>502 Bad Gateway</title>', 'This is an HTML page'],
    ['part of some page', '<li class="item">\narXiv:2505.15811 [pdf]', 'This is an HTML page'],
    ['XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html>', 'This is an HTML page'],
    ['other XML', '<?xml version="1.0"?>\n<note>', 'This is XML'],
    ['other XML with a document type', '<!DOCTYPE feed [<!ENTITY a "b">]><note/>', 'This is XML'],
    ['JSON', '{"id":"0704.0001"}', 'This is JSON'],
    ['a JSON list', '[\n {"id": 1}]', 'This is JSON'],
    ['a wildcard', 'Search cannot start with a wildcard (? *).', 'arXiv did not accept this search'],
    ['an open quote', 'x\nMissing closing quote (").\n', 'arXiv did not accept this search'],
    [
      'the page of a paper',
      'Computer Science\n[Submitted on 21 May 2025]\n',
      'This is the page of one paper',
    ],
    [
      'a list of new papers',
      'arXiv:2505.15811 [pdf, html]\nTitle: X\nSubjects: Y\n',
      "This is arXiv's list of new papers",
    ],
    ['prose', 'See arXiv:2505.15811 and\narXiv:2505.15811, too.', 'I found no arXiv search result in it'],
  ])('is a problem in words that say what to do: %s', (_, input, words) => {
    const found = detectFormat(typeof input === 'string' ? utf8(input) : input);
    expect('problem' in found ? found.problem : '').toContain(words);
    expect('problem' in found ? found.problem : '').toMatch(/^[A-Za-z][^\n]{20,240}\.$/);
  });

  it.each([
    ['kaggle', kaggleReader],
    ['mail', mailReader],
    ['listing-html', listingHtmlReader],
  ])('is known by content for every page recorded under %s', (folder, reader) => {
    const path = new URL(`../fixtures/${folder}/`, import.meta.url);
    const files = readdirSync(path);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect({ file, ...detectFormat(readFileSync(new URL(file, path))) }).toEqual({ file, reader });
    }
  });

  it('is asked of gzip only after unpacking', () => {
    const packed = gzipSync('arXiv:2505.15811 [pdf]');
    expect(isGzip(packed)).toBe(true);
    expect(isGzip(utf8('arXiv'))).toBe(false);
    expect(isGzip(new Uint8Array(0))).toBe(false);
  });

  it('is told for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const found = detectFormat(bytes);
        expect('reader' in found || found.problem.length > 20).toBe(true);
      }),
    );
  });

  it.each(['\n', ' ', '<', 'Sorry, your query ', '\\\\\n', 'Showing 1', 'arXiv:2505.15811\n', '[', '<!--'])(
    'is told quickly, however the text is made: %j',
    (piece) => {
      const bytes = utf8(piece.repeat(HEAD_LENGTH / piece.length));
      // A pattern that goes wild here would not come back before the test's time is up.
      expect(detectFormat(bytes)).toBeDefined();
    },
  );
});

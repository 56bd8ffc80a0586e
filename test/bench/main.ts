/**
 * The benchmarks: `npm run bench`, or one of them: `npm run bench -- listing`. Figures depend on the machine, so each stands
 * beside a yardstick measured in the same run; the targets are those of the project.
 */
import { benchBounds } from './bounds.ts';
import { benchCite } from './cite.ts';
import { benchDiscord } from './discord.ts';
import { benchFullText } from './fulltext.ts';
import { benchImport } from './import.ts';
import { benchLedger } from './ledger.ts';
import { benchListing } from './listing.ts';
import { benchLoad } from './load.ts';
import { benchMemory } from './memory.ts';
import { benchMerge } from './merge.ts';
import { benchPlan } from './plan.ts';
import { benchSearch } from './search.ts';
import { benchSlack } from './slack.ts';
import { benchSnapshot } from './snapshot.ts';
import { benchStart } from './start.ts';
import { benchSuggest } from './suggest.ts';
import { benchXml } from './xml.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  listing: benchListing,
  xml: benchXml,
  merge: benchMerge,
  import: benchImport,
  snapshot: benchSnapshot,
  load: benchLoad,
  memory: benchMemory,
  suggest: benchSuggest,
  search: benchSearch,
  fulltext: benchFullText,
  bounds: benchBounds,
  ledger: benchLedger,
  plan: benchPlan,
  slack: benchSlack,
  discord: benchDiscord,
  cite: benchCite,
};

const wanted = process.argv.slice(2);
for (const name of wanted.length === 0 ? Object.keys(BENCHES) : wanted) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    process.stderr.write(`There is no benchmark "${name}". There are: ${Object.keys(BENCHES).join(', ')}.\n`);
    process.exitCode = 1;
    break;
  }
  process.stdout.write(`${name}\n`);
  await bench();
}

/** British endings whose American forms have other letters; both are written in papers, and whoever searches means both. */

const OUR =
  /(behavi|col|tum|fav|neighb|lab|vap|hon|flav|rum|harb|hum|rig|vig|arm|endeav|od|sav|splend)our(?=$|a|e|f|h|i|l|s|y)/;
const RE = /(cent|fib|lit|theat|met|calib|lust)re(s|d)?$/;
const OGUE = /(anal|catal|dial|homol|monol)ogue(s|d)?$/;
const ENCE = /(def|off|lic|pret)ence(s)?$/;
/** The noun "analyses" is spelt alike everywhere. */
const YSE = /lys(e|ed|er|ers|ing)$/;
const ISE = /([b-df-hj-np-tv-z])is(e|es|ed|er|ers|ing|able|ation|ations|ational)$/;
/** What stands before an -ise that is no ending: "supervise", "otherwise", "precise". */
const NOT_ISE =
  /(?:(?:^|un|re|pre)(?:adv|dev|rev|superv|improv|comprom|compr|desp|exerc|franch|merchand|prem|prom|prec|conc|surpr|telev|parad|treat|exc|inc|circumc|chast|dem|appr|mort|advert|cr|r|ar|upr|spr|sunr)|expert|enterpr|w)$/;

/** A folded word with the American one of two spellings. */
export function americanSpelling(word: string): string {
  const changed = word
    .replace(OUR, '$1or')
    .replace(RE, (_, stem: string, ending = '') => `${stem}er${ending === 'd' ? 'ed' : ending}`)
    .replace(OGUE, (_, stem: string, ending = '') => `${stem}og${ending === 'd' ? 'ed' : ending}`)
    .replace(ENCE, '$1ense$2')
    .replace(YSE, 'lyz$1');
  return changed.replace(ISE, (whole, letter: string, ending: string, at: number) =>
    NOT_ISE.test(changed.slice(0, at + 1)) ? whole : `${letter}iz${ending}`,
  );
}

import {
  ACCENTS,
  DOUBLE_STRUCK,
  OPERATORS,
  RELATIONS,
  SUBSCRIPTS,
  SUPERSCRIPTS,
  SYMBOLS,
  TEXT_ACCENTS,
} from '../latex-symbols.ts';
import { wordSet } from './word-set.ts';

/** What a document must load, or be compiled with, to print a text: T1 fonts, amssymb, or an engine that reads Unicode. */
export type Need = 't1' | 'amssymb' | 'unicode' | 'two accents';

/** A character in ASCII, ready to stand in text. */
export type Spelling = { readonly tex: string; readonly need?: Need };

/** Commands of formulas that LaTeX itself has. */
const KERNEL = wordSet(`
  alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau
  upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
  infty partial nabla hbar ell wp Re Im aleph forall exists emptyset top bot angle triangle sharp flat natural neg lnot surd prime imath jmath
  diamond clubsuit diamondsuit heartsuit spadesuit dagger ddagger dag ddag backslash colon
  sum prod coprod int oint bigcup bigcap bigoplus bigotimes bigsqcup bigvee bigwedge ldots dots cdots vdots ddots
  langle rangle lfloor rfloor lceil rceil vert Vert lbrace rbrace
  leq le geq ge ll gg neq ne equiv sim simeq approx cong asymp doteq propto prec succ preceq succeq in ni notin subset supset subseteq supseteq
  sqsubseteq mid parallel perp vdash dashv models bowtie smile frown to rightarrow leftarrow gets leftrightarrow longrightarrow longleftarrow
  longleftrightarrow Rightarrow Leftarrow Leftrightarrow iff Longrightarrow mapsto longmapsto hookrightarrow rightharpoonup rightleftharpoons
  uparrow downarrow updownarrow Uparrow Downarrow nearrow searrow swarrow nwarrow land lor
  times div cdot ast star circ bullet pm mp cup cap sqcup sqcap uplus vee wedge setminus oplus ominus otimes odot oslash wr amalg
  triangleleft triangleright bigcirc bigtriangleup
  bar overline hat widehat tilde widetilde vec dot ddot check breve acute grave mathring underline
  frac sqrt mathrm mathit mathbf mathsf mathtt mathcal mathnormal textrm textit textbf textsf texttt textsuperscript left right big Big bigg Bigg
  quad qquad stackrel displaystyle textstyle scriptstyle limits nolimits not overbrace underbrace mathop mathbin mathrel
  log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan dim ker deg det gcd hom inf sup max min lim limsup liminf arg Pr
`);

/** Commands of the packages that everybody who writes formulas loads: amssymb and amsmath. */
const AMS = wordSet(`
  mathbb mathfrak text dfrac tfrac binom operatorname boldsymbol leqslant geqslant lesssim gtrsim lessapprox gtrapprox nexists varnothing square Box
  Diamond beth gimel complement eth mho hslash varkappa digamma blacksquare checkmark bigstar lozenge iint iiint
  lll ggg nmid subsetneq supsetneq nsubseteq sqsubset Vdash vDash twoheadrightarrow rightarrowtail leftrightarrows rightrightarrows
  rightsquigarrow leadsto dashrightarrow therefore because trianglelefteq triangleq thickapprox thicksim smallsetminus boxtimes boxplus ltimes
  rtimes dotplus barwedge veebar curlyvee curlywedge divideontimes Cup Cap xrightarrow xleftarrow overset underset
`);

/** What a command of a formula needs; undefined when it is nobody's we know, such as a macro of the author. */
export function needOfCommand(name: string): Need | 'nothing' | undefined {
  return KERNEL.has(name) ? 'nothing' : AMS.has(name) ? 'amssymb' : undefined;
}

/** Letters and signs of text. Where there are two ways, the one that BibTeX sorts rightly. */
const TEXT = new Map<string, Spelling>([
  ...signs(
    `ß ss æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L å aa Å AA ı i ȷ j § S ¶ P © textcopyright ® textregistered ™ texttrademark £ pounds
    € texteuro ¥ textyen ¢ textcent ° textdegree · textperiodcentered • textbullet … ldots ¡ textexclamdown ¿ textquestiondown
    ª textordfeminine º textordmasculine µ textmu ‰ textperthousand † textdagger ‡ textdaggerdbl ¬ textlnot ¦ textbrokenbar ¤ textcurrency
    \\ textbackslash ~ textasciitilde ^ textasciicircum { textbraceleft } textbraceright < textless > textgreater | textbar`,
  ),
  ...signs(
    'đ dj Đ DJ ð dh Ð DH þ th Þ TH ŋ ng Ŋ NG « guillemotleft » guillemotright ‹ guilsinglleft › guilsinglright „ quotedblbase ‚ quotesinglbase',
    't1',
  ),
  ...'%&_$#'.split('').map((sign): [string, Spelling] => [sign, { tex: `\\${sign}` }]),
  ['–', { tex: '--' }],
  ['—', { tex: '---' }],
  ['―', { tex: '---' }],
  ['‐', { tex: '-' }],
  ['‑', { tex: '-' }],
  ['“', { tex: '``' }],
  ['”', { tex: "''" }],
  ['‘', { tex: '`' }],
  ['’', { tex: "'" }],
  ['`', { tex: '{\\textasciigrave}' }],
]);

/** Signs of formulas, by the character; without dollar signs. */
const MATH = new Map<string, Spelling>([
  ['−', { tex: '-' }],
  ['′', { tex: "'" }],
  // Of several names for a sign the first in its table is the usual one.
  ...[OPERATORS, RELATIONS, SYMBOLS].flatMap((table) =>
    [...table].toReversed().flatMap(([name, sign]): [string, Spelling][] => {
      const need = needOfCommand(name);
      if (need === undefined || sign.length === 0 || /^[\x20-\x7e]/.test(sign)) return [];
      return [[sign, need === 'nothing' ? { tex: `\\${name}` } : { tex: `\\${name}`, need }]];
    }),
  ),
  ...[...DOUBLE_STRUCK].flatMap(([letter, sign]): [string, Spelling][] =>
    /[A-Z]/.test(letter) ? [[sign, { tex: `\\mathbb{${letter}}`, need: 'amssymb' }]] : [],
  ),
]);

/** How a sign of text is written; undefined for plain ASCII and for what text has no command for. */
export function spellText(sign: string): Spelling | undefined {
  return TEXT.get(sign);
}

/** How a sign is written in a formula, without dollar signs. */
export function spellMath(sign: string): Spelling | undefined {
  return MATH.get(sign);
}

/** The sign that a small raised or lowered one stands for, and which it is. */
export function spellScript(sign: string): { script: '^' | '_'; tex: string } | undefined {
  const raised = RAISED.get(sign);
  if (raised !== undefined) return { script: '^', tex: raised };
  const lowered = LOWERED.get(sign);
  return lowered === undefined ? undefined : { script: '_', tex: lowered };
}

/** The command that puts this combining character over or under a letter. */
export function spellAccent(mark: string): string | undefined {
  return MARKS.get(mark);
}

const RAISED = scripts(SUPERSCRIPTS);
const LOWERED = scripts(SUBSCRIPTS);
// A tie spans two letters, of which a combining character knows nothing.
const MARKS = new Map(
  [...ACCENTS, ...TEXT_ACCENTS].flatMap(([name, mark]) => (name === 't' ? [] : [[mark, name] as const])),
);

function scripts(table: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [sign, image] of table)
    if (/[²³¹⁰-ₜᴬ-ᵿᶠᶿʰ-ˣⱽⱼ]/u.test(image) && /^[\x21-\x7e]$/.test(sign) && !found.has(image))
      found.set(image, sign);
  return found;
}

/** "sign name sign name …" */
function signs(list: string, need?: Need): [string, Spelling][] {
  const items = list.trim().split(/\s+/);
  return items.flatMap((sign, index): [string, Spelling][] => {
    if (index % 2 === 1) return [];
    const tex = `{\\${items[index + 1] ?? ''}}`;
    return [[sign, need === undefined ? { tex } : { tex, need }]];
  });
}

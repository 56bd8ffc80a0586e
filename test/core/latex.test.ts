import { existsSync, readFileSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReadable } from '../../src/core/latex.ts';

const REAL = new URL('../../../shared/data/arxiv-100k.jsonl.gz', import.meta.url);

function table(rows: readonly (readonly [string, string])[]): void {
  it.each(rows)('%s', (tex, readable) => {
    expect(toReadable(tex)).toBe(readable);
  });
}

describe('real titles', () => {
  table([
    [String.raw`Exotic Four Quark Matter: $Z_1(4475)$`, 'Exotic Four Quark Matter: Z₁(4475)'],
    [String.raw`The ${'$'}{\bar D}^\ast$ meson`, 'The D̄* meson'],
    [String.raw`Unexpected curves in $\mathbb{P}^2$`, 'Unexpected curves in ℙ²'],
    [
      String.raw`Counting $4\times 4$ Matrix Partitions of Graphs`,
      'Counting 4×4 Matrix Partitions of Graphs',
    ],
    [
      String.raw`On the zeroth stable $\mathbb{A}^1$-homotopy group of a smooth curve`,
      'On the zeroth stable 𝔸¹-homotopy group of a smooth curve',
    ],
    [
      String.raw`Geometric construction of bases of $H_2(\overline\Omega, \partial\Omega, \mathbb{Z})$`,
      'Geometric construction of bases of H₂(Ω̄, ∂Ω, ℤ)',
    ],
    [
      String.raw`Cryogenic optical lattice clocks with a relative frequency difference of $1\times 10^{-18}$`,
      'Cryogenic optical lattice clocks with a relative frequency difference of 1×10⁻¹⁸',
    ],
    [
      String.raw`Structure of the lowest levels of the $^{87}$Rb$_2$ state`,
      'Structure of the lowest levels of the ⁸⁷Rb₂ state',
    ],
    [
      String.raw`Unusual Bandgap Oscillations in Template-Directed {\pi}-Conjugated Porphyrin Nanotubes`,
      'Unusual Bandgap Oscillations in Template-Directed π-Conjugated Porphyrin Nanotubes',
    ],
    [
      String.raw`Control Design with ${'$'}{\cal H}_{\infty}$ and $(\iota \rightarrow \iota)^n \rightarrow \iota$`,
      'Control Design with H_∞ and (ι → ι)ⁿ → ι',
    ],
    [
      String.raw`Perfect Matchings in O(n \log n) Time in Regular Bipartite Graphs`,
      'Perfect Matchings in O(n log n) Time in Regular Bipartite Graphs',
    ],
    [String.raw`$2^{(\log N)^{1/10-o(1)}}$ Hardness`, '2^((log N)^(1/10−o(1))) Hardness'],
    [
      String.raw`relativistic corrections for the ground $1^1S-$states`,
      'relativistic corrections for the ground 1¹S-states',
    ],
    [String.raw`Sur le th\'eor\`eme de Poincar\'{e}`, 'Sur le théorème de Poincaré'],
    [String.raw`C++11 -- idea r-warto\'sci i przenoszenia`, 'C++11 – idea r-wartości i przenoszenia'],
    [String.raw`Phonemes /\textipa{@}/, /{\ae}/ and ${'$'}^{19}$F~I`, 'Phonemes /@/, /æ/ and ¹⁹F I'],
    [
      String.raw`Measurement of the \{220\} lattice-plane spacing`,
      'Measurement of the {220} lattice-plane spacing',
    ],
    [String.raw`The dcpo for all $n \in \Bbb N$`, 'The dcpo for all n ∈ ℕ'],
  ]);
});

describe('formulas', () => {
  table([
    [String.raw`\(y\leq\infty\) and \[z\sim 3\] and $$x^2$$`, 'y ≤ ∞ and z ∼ 3 and x²'],
    [String.raw`about $\sim 10$ ($\geq 3$)`, 'about ∼10 (≥3)'],
    [String.raw`$A \cup B\subset C$, $A\cup B$`, 'A ∪ B ⊂ C, A∪B'],
    [String.raw`$f:X\to Y$`, 'f:X → Y'],
    [String.raw`$\mathcal{N}=4$ and $\mathfrak{sl}_2$`, 'N=4 and sl₂'],
    [String.raw`$\mathrm{Hom}(A,B)$, $\text{if } x$, $\operatorname{Spec} A$`, 'Hom(A,B), if x, Spec A'],
    [
      String.raw`$\frac{a}{b}$, $\frac12$, $\frac{1}{2\pi}$, $\frac{a+b}{c-d}$`,
      'a/b, 1/2, 1/(2π), (a+b)/(c−d)',
    ],
    [String.raw`$\frac{1}{2}x$ and $\dfrac{1}{x_i}$`, '(1/2)x and 1/xᵢ'],
    [String.raw`$\sqrt{x}$, $\sqrt 2$, $\sqrt{x+1}$, $\sqrt[3]{x}$`, '√x, √2, √(x+1), ∛x'],
    [String.raw`$x_i^2$, $e^{-x^2/2}$, $A^{\top}$, $x'$, $x^\prime$`, 'xᵢ², e^(−x²/2), Aᵀ, x′, x′'],
    [String.raw`$\Lambda_{\mathrm{QCD}}$, $k_BT$, $a_{i,j}$, $L^\infty$`, 'Λ_QCD, k_B T, a_(i,j), L^∞'],
    [String.raw`$\sum_{n=1}^\infty n^{-2}$, $\int_0^1$, $\log^2 n$`, '∑ₙ₌₁^∞ n⁻², ∫₀¹, log² n'],
    [String.raw`$\hat{H}$, $\tilde x$, $\vec{v}$, $\overline{AB}$`, 'Ĥ, x̃, v⃗, AB'],
    [String.raw`$a\not=b$, $x\not\in y$`, 'a ≠ b, x ∉ y'],
    [String.raw`$\left.\frac{x}{y}\right|$, $\left\{x\right\}$, $\binom{n}{k}$`, 'x/y|, {x}, (n choose k)'],
    [String.raw`$a\,b\;c\!d\quad e$, $10\,000$`, 'a b cd e, 10 000'],
    [String.raw`$\GL_n(\R)$ and $\cH$ and $\unknown{x}$`, 'GLₙ(ℝ) and H and x'],
    [String.raw`H_2O, CO_2, x^2, 10^{-3}, 10^15, m^-2`, 'H₂O, CO₂, x², 10⁻³, 10¹⁵, m⁻²'],
    ['$ n $ and $ n+1 $', 'n and $ n+1 $'],
  ]);
});

describe('accents, signs and marks of text', () => {
  table([
    [
      String.raw`\"u \'{e} \c{c} \c c \v{s} \v s \H{o} \H o Garc\'\i a \"{\i} \u{g} \k{a} \r{a} \.z \=a \~n \^o \d{s}`,
      'ü é ç ç š š ő ő García ï ğ ą å ż ā ñ ô ṣ',
    ],
    [
      String.raw`\L\'od\'z, S\o ren, {\O}re, stra\ss e, \aa, {\AA}ngstr\"om, \ae, \oe`,
      'Łódź, Søren, Øre, straße, å, Ångström, æ, œ',
    ],
    [String.raw`Erd\H{o}s, Erd{\H o}s, P\' olya, \v{C}ech`, 'Erdős, Erdős, Pólya, Čech'],
    [String.raw`\textbf{bold}, \emph{this}, {\em that}, {\it so}`, 'bold, this, that, so'],
    [String.raw`50\% of R\&D, a\_b, \#1, \$5`, '50% of R&D, a_b, #1, $5'],
    ["``double'' and `single' quotes, don't", "“double” and ‘single’ quotes, don't"],
    ['pages 1--2 --- or 3', 'pages 1–2 — or 3'],
    [String.raw`Fig.~1\\next \cite{smith} \label{x}\url{http://a.b/c}`, 'Fig. 1 next [smith] http://a.b/c'],
    [String.raw`the \alpha particle and \LaTeX`, 'the α particle and LaTeX'],
  ]);
});

describe('what is no TeX', () => {
  it.each([
    'costs $5 to $10',
    'a lone $5',
    'US$ and A$ rates',
    'un{balanced',
    '}{',
    'snake_case, file_2, test_1_a',
    "~10 % at 5'' or `code`",
    'https://example.org/~joe/a_2--b?x=$y',
    'R&D, C#, 50%, a ^ b, <b>, *x*',
    '日本語 ελληνικά 👩‍🔬',
  ])('stays as it is: %s', (text) => {
    expect(toReadable(text)).toBe(text);
  });

  it('is only freed of control characters and double blanks', () => {
    expect(toReadable(' a\u0000\n  b\u202e ')).toBe('a b');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replace(/[\\{}$^_~`-]/g, '');
        const once = toReadable(plain);
        expect(toReadable(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('hostile text', () => {
  const pieces = [
    '{',
    '}',
    '$',
    '$$',
    '^',
    '_',
    '\\',
    '\\(',
    '\\)',
    '\\[',
    '\\frac',
    '\\sqrt[',
    '\\hat',
    '\\left.',
    '\\"',
    '\\mathbb',
    '\\not',
    '\\\\',
    '\\ce',
    '\\cite',
    '`',
    "''",
    '--',
    '~',
    '5',
    'x',
    ' ',
    'é',
    '👩',
    '\ud800',
  ];

  it('never makes it fail, and leaves no control characters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (list) => {
        for (const text of [list.join(''), `$${list.join('')}$`]) {
          expect(toReadable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([...pieces, '\\frac{', '${', '$5 ', '^{}', "`a b'", '$$ a $ ', '{\\(', '\\hat{x}'])(
    'of a many times %s takes no longer than its length asks for',
    (piece) => {
      const text = `${'a'.repeat(100_000)}${piece.repeat(30_000)}`;
      // Work that grows with the square would not come back before the test's time is up.
      expect(toReadable(text)).toContain('aaa');
      expect(toReadable(`$${text}$`)).toContain('aaa');
    },
  );
});

describe('real papers', () => {
  it('keep next to no TeX in their titles', { skip: !hasRealPapers() }, () => {
    // The first fifth of the file, to be quick; of all 100,000 papers it is 16 of 5,873 titles with TeX. Those are sets such
    // as \{0,1\}, which are meant to show braces, and braces that authors left open.
    const part = readFileSync(REAL).subarray(0, 8_000_000);
    const lines = gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8').split('\n');
    const titles = lines.flatMap((line) => {
      const title = /^\{"arxiv_id": "[^"]*", "title": ("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
      return title === undefined ? [] : [String(JSON.parse(title))];
    });
    const tex = titles.filter((title) => /[$\\]/.test(title));
    const left = tex.filter((title) => /[\\{}]/.test(toReadable(title)));
    expect(tex.length).toBeGreaterThan(500);
    expect(left.length / tex.length).toBeLessThan(0.01);
  });
});

function hasRealPapers(): boolean {
  if (existsSync(REAL)) return true;
  process.stderr.write('latex.test.ts: no arxiv-100k.jsonl.gz here, its test is skipped\n');
  return false;
}

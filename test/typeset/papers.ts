import type { Paper } from '../../src/core/paper.ts';
import { paperWith } from '../core/citation/papers.ts';

const titled = (number: number, title: string, facts: Partial<Paper> = {}): Paper =>
  paperWith({ id: `2401.${String(10_000 + number)}`, title, authors: ['Ada Lovelace'], ...facts });

/** Papers that break citations: signs that TeX acts on, formulas, names of every kind, groups, withdrawals, published forms. */
export const NASTY: readonly Paper[] = [
  titled(1, '100% Accuracy & 50$ of #1 under_score {Braces} ~tilde ^caret \\ Backslash Endmark'),
  titled(2, 'On $\\mathbb{R}^2$, $O(n \\log n)$ and $k$-Means over $\\mathcal{N}(0, 1)$ Alphaword'),
  titled(3, 'Macros of the Author $\\GL_n(\\FF_q)$ and Half a Formula $x_{1 Betaword'),
  titled(4, 'G\\"odel, M\\"obius and Poincar\\\'e Meet the LaTeX of ResNet-50 and GPT-4 Gammaword'),
  titled(5, 'Quotes "straight", ``TeX\'\' and “curly” — or – Dashes… Deltaword'),
  titled(6, 'AI FOR THE DNA OF MARKOV CHAINS EPSILONWORD'),
  titled(7, 'x ≤ y → z, H₂O at 10⁻³ °C, α-Stable Lévy: An @ sign? Yes! Zetaword'),
  titled(8, 'Ordinary Title Etaword', {
    authors: [
      'Ludwig van Beethoven',
      'Ana María de la Cruz',
      "Gerard 't Hooft",
      'Christian Schroeder de Witt',
      'Martin Luther King Jr.',
      'José Ortega y Gasset',
      'Di Wang',
      'Łukasz Żółć',
      'Şebnem Öztürk',
      'Đorđe Čvorović',
      'Jean-Pierre Serre',
      'Plato',
      'The ATLAS Collaboration',
    ],
  }),
  titled(9, 'The Work of a Group Thetaword', { authors: ['The Science and Technology Collaboration, Inc.'] }),
  titled(10, 'Old Number Iotaword', { id: 'hep-th/9901001', categories: ['hep-th'] }),
  titled(11, 'A Cut List Kappaword', { hiddenAuthors: 2_976 }),
  titled(12, 'Taken Back Lambdaword', { withdrawn: true, comments: 'Accepted to ICLR 2025' }),
  titled(13, 'In a Journal Muword', {
    journalRef: 'Phys. Rev. D 76, 013009 (2007)',
    dois: ['10.1103/PhysRevD.76.013009'],
  }),
  titled(14, 'In a Journal with Pages Nuword', { journalRef: 'Physics & Chemistry 12(3), 45–67, 2009' }),
  titled(15, 'At a Conference Xiword', {
    journalRef:
      'Proceedings of the 34th International Conference on Machine Learning, PMLR 70:1126-1135, 2017',
    dois: ['10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID_SIM968>3.0.CO;2-2'],
  }),
  titled(16, 'An Odd Reference Omicronword', { journalRef: 'Talk in Nowhere & Elsewhere #3, 50%' }),
  // Biber takes minutes for ten times as many.
  titled(17, 'Three Hundred Authors Piword', {
    authors: Array.from(
      { length: 300 },
      (_, index) => `Author${String.fromCharCode(65 + (index % 26))} Name${'abcdefghij'.charAt(index % 10)}`,
    ),
  }),
];

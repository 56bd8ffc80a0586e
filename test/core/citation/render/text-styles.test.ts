import { describe, expect, it } from 'vitest';
import { paperWith, seedPapers } from '../papers.ts';
import { textOf } from '../text-of.ts';

const seed = await seedPapers();
const preprint = seed.get('2509.02565') ?? paperWith({});
const article = seed.get('2410.19750') ?? paperWith({});
const talk = seed.get('2403.19647') ?? paperWith({});
const pages = paperWith({
  journalRef: 'Nucl. Phys. B 123 (1999) 45-67',
  dois: ['10.1000/abc'],
  authors: ['Ada B. Lovelace', 'Ben Two'],
});

describe('Vancouver', () => {
  const names = ['Ada One', 'Ben Two', 'Cy Three', 'Di Four', 'Ed Five', 'Flo Six', 'Gil Seven'];

  it('prints six authors, and of more the first six', () => {
    const six = 'One A, Two B, Three C, Four D, Five E, Six F';
    expect(textOf(paperWith({ authors: names.slice(0, 6) }), 'vancouver')).toMatch(new RegExp(`^${six}\\. `));
    expect(textOf(paperWith({ authors: names }), 'vancouver')).toMatch(new RegExp(`^${six}, et al\\. `));
  });
});

describe('a preprint', () => {
  it.each([
    [
      'apa',
      'Michaud, E. J., Gorton, L., & McGrath, T. (2025). Understanding sparse autoencoder scaling in the presence of feature manifolds (arXiv:2509.02565). arXiv. https://doi.org/10.48550/arXiv.2509.02565',
    ],
    [
      'mla',
      'Michaud, Eric J., et al. “Understanding Sparse Autoencoder Scaling in the Presence of Feature Manifolds.” arXiv, 2 Sept. 2025, https://doi.org/10.48550/arXiv.2509.02565. Preprint.',
    ],
    [
      'chicago',
      'Michaud, Eric J., Liv Gorton, and Tom McGrath. 2025. “Understanding Sparse Autoencoder Scaling in the Presence of Feature Manifolds.” Preprint, arXiv, September 2. https://doi.org/10.48550/arXiv.2509.02565.',
    ],
    [
      'ieee',
      'E. J. Michaud, L. Gorton, and T. McGrath, “Understanding sparse autoencoder scaling in the presence of feature manifolds,” 2025, arXiv:2509.02565.',
    ],
    [
      'harvard',
      'Michaud, E.J., Gorton, L. and McGrath, T. (2025) ‘Understanding sparse autoencoder scaling in the presence of feature manifolds’, arXiv:2509.02565 [Preprint]. Available at: https://doi.org/10.48550/arXiv.2509.02565.',
    ],
    [
      'vancouver',
      'Michaud EJ, Gorton L, McGrath T. Understanding sparse autoencoder scaling in the presence of feature manifolds. arXiv:2509.02565 [Preprint]. 2025 Sep 2. Available from: https://doi.org/10.48550/arXiv.2509.02565',
    ],
    [
      'nature',
      'Michaud, E. J., Gorton, L. & McGrath, T. Understanding sparse autoencoder scaling in the presence of feature manifolds. Preprint at https://doi.org/10.48550/arXiv.2509.02565 (2025).',
    ],
    [
      'acm',
      'Eric J. Michaud, Liv Gorton, and Tom McGrath. 2025. Understanding sparse autoencoder scaling in the presence of feature manifolds. arXiv:2509.02565. Retrieved from https://arxiv.org/abs/2509.02565',
    ],
    [
      'markdown',
      '[Understanding sparse autoencoder scaling in the presence of feature manifolds](https://arxiv.org/abs/2509.02565) (Michaud et al., 2025)',
    ],
    [
      'plain',
      'Understanding sparse autoencoder scaling in the presence of feature manifolds — https://arxiv.org/abs/2509.02565',
    ],
  ] as const)('in %s', (style, text) => {
    expect(textOf(preprint, style)).toBe(text);
  });
});

describe('an article', () => {
  it.each([
    [
      'apa',
      'Li, Y., Michaud, E. J., Baek, D. D., Engels, J., Sun, X., & Tegmark, M. (2025). The geometry of concepts: Sparse autoencoder feature structure. Entropy, 27(4), Article 344. https://arxiv.org/abs/2410.19750',
    ],
    [
      'mla',
      'Li, Yuxiao, et al. “The Geometry of Concepts: Sparse Autoencoder Feature Structure.” Entropy, vol. 27, no. 4, 2025, article 344, https://arxiv.org/abs/2410.19750.',
    ],
    [
      'chicago',
      'Li, Yuxiao, Eric J. Michaud, David D. Baek, Joshua Engels, Xiaoqing Sun, and Max Tegmark. 2025. “The Geometry of Concepts: Sparse Autoencoder Feature Structure.” Entropy 27 (4): 344. https://arxiv.org/abs/2410.19750.',
    ],
    [
      'ieee',
      'Y. Li, E. J. Michaud, D. D. Baek, J. Engels, X. Sun, and M. Tegmark, “The geometry of concepts: Sparse autoencoder feature structure,” Entropy, vol. 27, no. 4, 2025, Art. no. 344, arXiv:2410.19750.',
    ],
    [
      'harvard',
      'Li, Y. et al. (2025) ‘The geometry of concepts: sparse autoencoder feature structure’, Entropy, 27(4), article 344. Available at: https://arxiv.org/abs/2410.19750.',
    ],
    [
      'vancouver',
      'Li Y, Michaud EJ, Baek DD, Engels J, Sun X, Tegmark M. The geometry of concepts: sparse autoencoder feature structure. Entropy. 2025;27(4):344. Available from: https://arxiv.org/abs/2410.19750',
    ],
    [
      'nature',
      'Li, Y. et al. The geometry of concepts: sparse autoencoder feature structure. Entropy 27, 344 (2025). https://arxiv.org/abs/2410.19750',
    ],
    [
      'acm',
      'Yuxiao Li, Eric J. Michaud, David D. Baek, Joshua Engels, Xiaoqing Sun, and Max Tegmark. 2025. The Geometry of Concepts: Sparse Autoencoder Feature Structure. Entropy 27, 4 (2025), Article 344. https://arxiv.org/abs/2410.19750',
    ],
  ] as const)('in %s', (style, text) => {
    expect(textOf(article, style)).toBe(text);
  });

  it.each([
    [
      'apa',
      'Lovelace, A. B., & Two, B. (1999). A title. Nucl. Phys. B, 123, 45–67. https://doi.org/10.1000/abc',
    ],
    [
      'mla',
      'Lovelace, Ada B., and Ben Two. “A Title.” Nucl. Phys. B, vol. 123, 1999, pp. 45–67, https://doi.org/10.1000/abc.',
    ],
    [
      'chicago',
      'Lovelace, Ada B., and Ben Two. 1999. “A Title.” Nucl. Phys. B 123: 45–67. https://doi.org/10.1000/abc.',
    ],
    [
      'ieee',
      'A. B. Lovelace and B. Two, “A title,” Nucl. Phys. B, vol. 123, pp. 45–67, 1999, doi: 10.1000/abc.',
    ],
    [
      'harvard',
      'Lovelace, A.B. and Two, B. (1999) ‘A title’, Nucl. Phys. B, 123, pp. 45–67. Available at: https://doi.org/10.1000/abc.',
    ],
    [
      'vancouver',
      'Lovelace AB, Two B. A title. Nucl. Phys. B. 1999;123:45-67. Available from: https://doi.org/10.1000/abc',
    ],
    [
      'nature',
      'Lovelace, A. B. & Two, B. A title. Nucl. Phys. B 123, 45–67 (1999). https://doi.org/10.1000/abc',
    ],
    [
      'acm',
      'Ada B. Lovelace and Ben Two. 1999. A Title. Nucl. Phys. B 123 (1999), 45–67. https://doi.org/10.1000/abc',
    ],
  ] as const)('with pages and a DOI, in %s', (style, text) => {
    expect(textOf(pages, style)).toBe(text);
  });
});

describe('a conference paper', () => {
  it.each([
    [
      'apa',
      'interpretable causal graphs in language models. In International Conference on Learning Representations. https://arxiv.org/abs/2403.19647',
    ],
    [
      'mla',
      'Language Models.” International Conference on Learning Representations, 2025, https://arxiv.org/abs/2403.19647.',
    ],
    [
      'chicago',
      'Language Models.” In International Conference on Learning Representations. https://arxiv.org/abs/2403.19647.',
    ],
    [
      'ieee',
      'language models,” in International Conference on Learning Representations, 2025, arXiv:2403.19647.',
    ],
    [
      'harvard',
      'language models’, in International Conference on Learning Representations. Available at: https://arxiv.org/abs/2403.19647.',
    ],
    [
      'vancouver',
      'language models. In: International Conference on Learning Representations; 2025. Available from: https://arxiv.org/abs/2403.19647',
    ],
    [
      'nature',
      'language models. In International Conference on Learning Representations (2025). https://arxiv.org/abs/2403.19647',
    ],
    [
      'acm',
      'Language Models. In International Conference on Learning Representations. https://arxiv.org/abs/2403.19647',
    ],
  ] as const)('ends in %s as that style ends it', (style, text) => {
    expect(textOf(talk, style).endsWith(text)).toBe(true);
  });
});

describe('authors', () => {
  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `Ada${index} Name${index + 1}`);

  it('are 20 in APA; of more the first 19 and the last', () => {
    expect(textOf(paperWith({ authors: many(20) }), 'apa')).toContain('Name19, A., & Name20, A. (2024)');
    expect(textOf(paperWith({ authors: many(21) }), 'apa')).toContain('Name19, A., . . . Name21, A. (2024)');
  });

  it('come with suffixes, hyphens and groups as each style writes them', () => {
    const paper = paperWith({ authors: ['Martin-Luther King Jr.', 'The ATLAS Collaboration', '王 小明'] });
    expect(textOf(paper, 'apa')).toMatch(
      /^King, M\.-L\., Jr\., The ATLAS Collaboration, & 王 小明\. \(2024\)\./,
    );
    expect(textOf(paper, 'vancouver')).toMatch(/^King ML Jr, The ATLAS Collaboration, 王 小明\. /);
    expect(textOf(paper, 'acm')).toMatch(/^Martin-Luther King Jr\., The ATLAS Collaboration, and 王 小明\. /);
  });

  it('may be unknown', () => {
    const nobody = paperWith({ authors: [] });
    expect(textOf(nobody, 'apa')).toBe(
      'A title. (2024). (arXiv:2401.00001). arXiv. https://doi.org/10.48550/arXiv.2401.00001',
    );
    expect(textOf(nobody, 'ieee')).toBe('“A title,” 2024, arXiv:2401.00001.');
    expect(textOf(nobody, 'nature')).toMatch(/^A title\. Preprint at/);
  });
});

describe('a Markdown link', () => {
  it('takes nothing of a title for mark-up', () => {
    const paper = paperWith({
      title: 'A *bold* [link](x) `code` <b> a_b_c &lt; \\$5',
      authors: ['Ada Lovelace'],
    });
    expect(textOf(paper, 'markdown')).toBe(
      '[A \\*bold\\* \\[link\\](x) \\`code\\` \\<b\\> a\\_b\\_c \\&lt; \\$5](https://arxiv.org/abs/2401.00001) (Lovelace, 2024)',
    );
  });
});

/**
 * What `crash-papers.ts` comes to in its two channels: each post with what it tells of, and under it what stands in its thread. What
 * one digest of a channel told another one leaves out: the weekly one of grokking has Grokking 1 before Noether's, and Noether's has
 * Grokking 5 before it.
 */
export const OUTLINES: readonly string[] = [
  `
This channel now gets a digest every Friday at 09:00 (UTC), subscription 1, for: grokking
This channel now gets a digest every Friday at 09:00 (UTC), subscription 2, for: cat:hep-lat
This channel now gets a digest after every announcement of arXiv at 09:00 (UTC), subscription 3, for: author:"Noether, Emmy"
This channel now gets a digest every Friday at 09:00 (UTC), subscription 4, for: quasars
This channel now follows Followed 1 (arXiv:2402.00001).
4 new papers for: grokking (4 to 8 March 2024): Grokking 4, Grokking 3, Grokking 2, Grokking 1
  Abstracts: 4 new papers for: grokking (4 to 8 March 2024): Grokking 4, Grokking 3, Grokking 2, Grokking 1
  New version: Grokking 2 (arXiv:2403.00102): v1 → v2
  Now published: Grokking 1 (arXiv:2403.00101)
  Withdrawn: Grokking 3 (arXiv:2403.00103)
3 new papers for: cat:hep-lat (4 to 8 March 2024): Lattices 3, Lattices 2
  Abstracts: 3 new papers for: cat:hep-lat (4 to 8 March 2024): Lattices 3, Lattices 2
  New version: Lattices 3 (arXiv:2403.00203): v1 → v3
1 new paper for: author:"Noether, Emmy" (8 to 12 March 2024): Grokking 5
  Abstract: 1 new paper for: author:"Noether, Emmy" (8 to 12 March 2024): Grokking 5
  New version: Grokking 5 (arXiv:2403.00105): v1 → v2
1 new version of the papers followed here (8 to 12 March 2024): Followed 1, v1 → v2
  New version: Followed 1 (arXiv:2402.00001): v1 → v2
  Now published: Followed 1 (arXiv:2402.00001)
3 new versions, 1 now published and 1 withdrawn for: grokking (8 to 22 March 2024): Grokking 0, v1 → v2, Grokking 5, v1 → v2, Grokking 2, v1 → v2, Grokking 1, Grokking 3
  New version: Grokking 0 (arXiv:2402.00002): v1 → v2
2 new papers and 1 new version for: cat:hep-lat (8 to 22 March 2024): Lattices 5, Lattices 3, v1 → v3
  Abstract: 2 new papers and 1 new version for: cat:hep-lat (8 to 22 March 2024): Lattices 5
1 new paper for: author:"Noether, Emmy" (12 to 22 March 2024): Symmetries 1
  Abstract: 1 new paper for: author:"Noether, Emmy" (12 to 22 March 2024): Symmetries 1
1 now published of the papers followed here (12 to 22 March 2024): Followed 1
`,
  `
This channel now gets a digest after every announcement of arXiv at 09:00 (UTC), subscription 6, for: grokking
This channel now gets a digest every Friday at 09:00 (UTC), subscription 7, for: lattices
This channel now gets a digest after every announcement of arXiv at 09:00 (UTC), subscription 8, for: quasars
4 new papers for: grokking (4 to 8 March 2024): Grokking 4, Grokking 3, Grokking 2, Grokking 1
  Abstracts: 4 new papers for: grokking (4 to 8 March 2024): Grokking 4, Grokking 3, Grokking 2, Grokking 1
  New version: Grokking 2 (arXiv:2403.00102): v1 → v2
3 new papers for: lattices (4 to 8 March 2024): Lattices 3, Lattices 2, Lattices 1
  Abstracts: 3 new papers for: lattices (4 to 8 March 2024): Lattices 3, Lattices 2, Lattices 1
  New version: Lattices 3 (arXiv:2403.00203): v1 → v3
Nothing new for: quasars (4 to 8 March 2024)
1 new paper and 1 new version for: grokking (8 to 12 March 2024): Grokking 5, Grokking 2, v1 → v2
  Abstract: 1 new paper and 1 new version for: grokking (8 to 12 March 2024): Grokking 5
  New version: Grokking 5 (arXiv:2403.00105): v1 → v2
New version: Grokking 2 (arXiv:2403.00102): v1 → v2
Nothing new for: quasars (8 to 12 March 2024)
2 new papers and 1 new version for: lattices (8 to 22 March 2024): Lattices 5, Lattices 4, Lattices 3, v1 → v3
  Abstracts: 2 new papers and 1 new version for: lattices (8 to 22 March 2024): Lattices 5, Lattices 4
2 new versions for: grokking (12 to 22 March 2024): Grokking 0, v1 → v2, Grokking 5, v1 → v2
  New version: Grokking 0 (arXiv:2402.00002): v1 → v2
New version: Grokking 0 (arXiv:2402.00002): v1 → v2
New version: Grokking 5 (arXiv:2403.00105): v1 → v2
Nothing new for: quasars (12 to 22 March 2024)
`,
].map((outline) => outline.trim());

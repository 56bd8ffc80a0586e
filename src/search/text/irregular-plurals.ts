/**
 * Plurals of Greek and Latin words and the singulars they have in papers. Left out are those that mean something else alone ("bases", "criteria",
 * "data", "quanta", "media"), and those that do not begin like their singular ("mice"), which reading a text would not find.
 */
const PLURALS = `
matrices matrix, vertices vertex, indices index, vortices vortex, cortices cortex, simplices simplex, helices helix,
appendices appendix, submatrices submatrix,
spectra spectrum, maxima maximum, minima minimum, optima optimum, extrema extremum, momenta momentum,
equilibria equilibrium, continua continuum, strata stratum, bacteria bacterium, curricula curriculum,
automata automaton, phenomena phenomenon, polyhedra polyhedron, tetrahedra tetrahedron,
mitochondria mitochondrion, ganglia ganglion, taxa taxon, corpora corpus, genera genus,
hypotheses hypothesis, theses thesis, syntheses synthesis, analyses analysis, parentheses parenthesis, crises crisis,
metastases metastasis, diagnoses diagnosis, prognoses prognosis, axes axis,
nuclei nucleus, radii radius, stimuli stimulus, loci locus, tori torus, moduli modulus, fungi fungus, hippocampi hippocampus,
formulae formula, supernovae supernova, novae nova, nebulae nebula, larvae larva, algae alga, antennae antenna, lemmata lemma,
schemata schema, vertebrae vertebra, children child, women woman
`;

const SINGULARS: ReadonlyMap<string, string> = new Map(
  PLURALS.split(',').map((pair): [string, string] => {
    const [plural = '', singular = ''] = pair.trim().split(' ');
    return [plural, singular];
  }),
);

/** The singular of a folded word that has an irregular plural; any other word as it is. */
export function singularOf(word: string): string {
  return SINGULARS.get(word) ?? word;
}

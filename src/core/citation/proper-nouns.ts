import { wordSet } from './word-set.ts';

/**
 * Words that keep their capital in the middle of a sentence although nothing in their shape says so: people that methods are
 * named after, nations and languages, places, and products. One may end in "s", "ian" and the like only as listed.
 */
const LIST = `
  Ablowitz Aharonov Ahlfors Alexander Alexandrov Alfven Alfvén Allen Aluthge Alzheimer Ampère Anderson Andreev André Anosov Appell Arnold Arthur
  Artin Arveson Ascoli Askey Atiyah Aubry Auslander Azumaya Backus Baire Balian Bargmann Barnes Baumslag Baxter Beauville Beltrami Benard Benford
  Benjamin Bennequin Bergman Berkovich Bernstein Besicovitch Besov Beurling Bieberbach Biot Birnbaum Blaschke Bochner Bogomolov Bohm Bohnenblust
  Bonferroni Bonnet Bott Bourgain Bousfield Boussinesq Brandt Bregman Breit Brillouin Brody Broglie Brouwer Bruhat Bruijn Brunn Buchsbaum Burau
  Burnside Bäcklund Bénard Cahn Calderon Calderón Calogero Camassa Caputo Carathéodory Carleson Castelnuovo Cheeger Cherednik Chevalley Choquet Chow
  Cohen Colombeau Condorcet Connes Conway Copernican Copernicus Coq Couette Courant Coxeter Cramér Cremona Cuntz Dantzig Davey Davis Dehn Deligne
  Demazure Dicke Dickson Dictyostelium Dixmier Dolbeault Donaldson Douglas Drazin Drinfeld Drosophila Duffing Dunkl Dynkin Ebola Efimov Egyptian
  Eisenstein Elo Engel Escherichia Esseen Fabry Faddeev Feigin Fekete Feller Fermilab Feshbach Finsler Floer Fokas Frechet Frostman Fréchet Fuchs
  Fukaya Furstenberg Förster Gabor Gabriel Gale Garnier Garside Gaudin Gegenbauer Gelfand Gerstenhaber Gevrey Ginibre Girardeau Glauber Goeritz
  Goodhart Gordon Gowers Granger Grenander Griffiths Grigorchuk Grobner Groebner Grover Grushin Gumbel Gutzwiller Haagerup Hadwiger Haken Haldane
  Hammerstein Hamming Hardy Harper Harris Hartogs Hastings Hawkes Hecke Heckman Heiles Henon Hessenberg Heston Heun Heusler Hilbertian Hilfer Hille
  Hinton Hirota Hirsch Hitchin Hochschild Hodgkin Hofer Hohenberg Holm Holstein Howe Hurewicz Hurst Hurwitz Huxley Hénon Hölder Hölderian Hörmander
  Ivanov Iwahori Iwasawa Jacquet James Jantzen Jastrow Jensen Johnson Jones Jordanian Julia Kac Kaehler Kakeya Kan Kantorovich Kaplansky Karman
  Kasparov Kauffman Kazhdan Kelly Khintchine Khovanov Kirchberg Kirillov Kitaev Kleinian Knizhnik Kobayashi Kodaira Kontsevich Kostant Kowalevski
  Kramers Krein Krieger Krull Kruskal Kummer Kunz Kuramoto Kuratowski Kutta Kählerian Ladik Lambert Landauer Langmuir Lauricella Laver Lawvere
  Leavitt Lefschetz Legendrian Lennard Leonard Levi Levinson Lewis Lieb Lifshitz Liniger Lipschitzian Littlewood Liénard Loewner Lorenz Loschmidt
  Lotka Lucas Lusternik Lusztig Luttinger Macaulay Macdonald Mackey Maclaurin Magnus Malcev Manakov Marangoni Marcinkiewicz Martin Maslov Matlis
  Mazur Meixner Menger Meshkov Metropolis Mills Milnor Mises Mittag Montgomery Moody Moore Moran Morgan Morita Morley Morrey Moser Moufang
  Muckenhoupt Mukai Mumford Mössbauer Nagata Nagumo Nekrasov Nernst Nesterov Neveu Newcomb Nichols Nicolson Nijenhuis Nirenberg Nitsche Niño Novikov
  Nullstellensatz Nystrom Nyström Oka Okounkov Onsager Oppenheimer Orlicz Padé Painleve Painlevé Paley Parkinson Peierls Perron Petersen Petersson
  Petviashvili Phillips Pieri Pitaevskii Plancherel Poiseuille Polder Potts Procesi Prym Prüfer Puiseux Pólya Rabi Racah Radon Rao Rashba Reeb Regge
  Reidemeister Reinhardt Reiten Reshetikhin Rham Riccati Richardson Rinehart Ringel Ritt Ritz Roch Rodrigues Rokhlin Rossby Rota Ruijsenaars Runge
  Rényi Satake Sato Saunders Schatten Schauder Schelling Schiff Scholes Schouten Schramm Schreier Schroedinger Schwartz Schwarzian Scott Segal Segel
  Segre Seifert Serre Shanghai Shapiro Shapovalov Shelah Shimura Shirshov Sidon Sierpinski Sierpiński Simons Sinai Sinkhorn Sitter Sivashinsky
  Sklyanin Skoda Skyrme Slater Smale Smith Sobol Soergel Sokolov Solitar Solomon Sommerfeld Specht Stanley Steenrod Steklov Stewartson Stiefel
  Stieltjes Stirling Strichartz Sturmian Sutherland Suzuki Szego Szegö Szegő Talagrand Talbot Tannakian Tarski Teichmueller Teichmuller Teichmüller
  Teller Temperley Thomas Thomson Thouless Tits Tonks Torelli Townes Triebel Tsallis Tschinkel Tverberg Ulam Ulrich Unruh Valdivia Vassiliev Veech
  Verlinde Veronese Vietoris Vilkovisky Vlasov Volterra Vries Waals Wakimoto Walsh Wannier Watson Wegner Weibel Weinstein Wheeler Whitehead Whitham
  Whitney Whittaker Widom Wintner Wishart Witt Wolff Wright Yangian Yangians Yau Yetter Yor Zakharov Zalcman Zamolodchikov Zassenhaus Zehnder Zener
  Zoll Zygmund
  Abel Abelian Adam Ampere Archimedean Archimedes Aristotle Arrhenius Avogadro Banach Bayes Bayesian Bell Bellman Bernoulli Berry Bessel Bethe
  Betti Birkhoff Bloch Bogoliubov Bohr Boltzmann Boole Boolean Borel Born Bose Bragg Brauer Brownian Burgers Calabi Cantor Carleman Carnot Cartan
  Cartesian Casimir Cauchy Cayley Chebyshev Cherenkov Chern Christoffel Church Clifford Compton Cooper Coriolis Coulomb Cox Cramer Curie
  Darboux Darcy Darwin Darwinian Debye Dedekind Delaunay Descartes Dijkstra Diophantine Dirac Dirichlet Doppler Dyson Eckart Eddington Ehrenfest Ehrhart
  Eilenberg Einstein Ekman Erdos Erdős Euclid Euclidean Euler Eulerian Fano Faraday Fatou Fermat Fermi Feynman Fibonacci Fisher Floquet Fock Fokker Fourier
  Fredholm Frobenius Fuchsian Galerkin Galilean Galileo Galois Gauss Gaussian Gaussians Gibbs Ginzburg Giraud Godel Gödel Goldbach Goldstone Gorenstein Grassmann
  Grassmannian Green Gromov Grothendieck Hadamard Hahn Hall Hamilton Hamiltonian Hamiltonians Hankel Harnack Hartree Hausdorff Hawking Heaviside
  Hebbian Heegaard Heisenberg Helmholtz Hermite Hermitian Hessian Higgs Hilbert Hirzebruch Hodge Hopf Hopfield Hubbard Hubble Huffman Ising Ito Itô Jacobi
  Jacobian Jordan Josephson Kahler Kähler Kalman Kant Keller Kepler Keplerian Kerr Killing Kirchhoff Klein Kohn Kolmogorov Kondo Koopman Korteweg Koszul Kronecker
  Krylov Kullback Lagrange Lagrangian Lagrangians Laguerre Landau Langevin Langlands Laplace Laplacian Laplacians Larmor Laurent Lebesgue Legendre Leibler Leibniz
  Levy Lévy Lie Liouville Lipschitz Lorentz Lorentzian Lyapunov Mach Majorana Mandelbrot Markov Markovian Maxwell Mellin Mercer Minkowski Mobius Möbius
  Monge Monte Carlo Mordell Mori Morse Mott Nakayama Nambu Nash Navier Neumann Newton Newtonian Nobel Noether Noetherian Nyquist Occam Ockham Ohm
  Ornstein Pareto Parisi Pauli Peano Pearson Penrose Petri Picard Planck Platonic Poincare Poincaré Poisson Pontryagin Prandtl Ptolemy
  Pythagoras Pythagorean Quillen Rademacher Raman Ramanujan Ramsey Rayleigh Reynolds Ricci Riemann Riemannian Riesz Rindler Rydberg Sasakian Schmidt
  Schottky Schrodinger Schrödinger Schubert Schur Schwarz Schwarzschild Schwinger Seiberg Selberg Shannon Shapley Siegel Sobolev Steiner Stein Steinberg Stokes Sturm Sylow
  Sylvester Tait Tate Taylor Thompson Tikhonov Toda Toeplitz Turing Tutte Uhlenbeck Urysohn Vapnik Verma Virasoro Voronoi Wald Wasserstein Weibull
  Weierstrass Weil Weyl Wick Wiener Wigner Wilson Witten Yang Yukawa Zariski Zeeman Zeno Zermelo Zipf
  Africa African America American Americans Amazon Antarctic Antarctica Arabic Arctic Asia Asian Atlantic Australia Australian Austria Bangla Basque Beijing Bengali
  Berlin Boston Brazil Brazilian Britain British California Cambridge Canada Canadian Catalan Chicago Chile China Chinese Christian Copenhagen Croatian Czech Danish
  Dutch Earth Egypt England English Estonian Ethiopia Europe European Europeans Facebook Finland Finnish France French Geneva German Germany Google Greece Greek Gujarati
  Hebrew Hindi Hungarian Hungary Icelandic India Indian Indonesia Indonesian Iran Iraq Ireland Irish Islam Israel Italian Italy Japan Japanese Java Jewish Jupiter
  Kaggle Kenya Korea Korean Kyoto Latin London Mandarin Marathi Mars Mediterranean Mercury Mexico Microsoft Moscow Muslim Neptune Netherlands Nepali Nigeria Nordic Norway
  Norwegian Oxford Pacific Pakistan Paris Pennsylvania Persian Peru Pluto Poland Polish Portugal Portuguese Punjabi Python Reddit Romanian Rome Russia Russian Sanskrit Saturn
  Scandinavian Scotland Scottish Serbian Shakespeare Sinhala Slovak Slovenian Spain Spanish Sudan Swahili Sweden Swedish Swiss Switzerland Taiwan Tamil Telugu Texas Thai
  Tokyo Turkey Turkish Twitter Uganda Ukraine Ukrainian Uranus Urdu Venus Vietnam Vietnamese Wales Washington Welsh Wikipedia Wuhan Yoruba
  January February April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  Android Bitcoin Claude Gemini Gemma Ethereum Firefox Fortran Hadoop Haskell Kubernetes Linux Minecraft Mistral Perl Prolog Qwen Scala Wikidata
`;

const NOUNS = wordSet(LIST);

/** Whether a word, as it is printed with its capital, is a proper noun; its plural is one too. */
export function isProperNoun(word: string): boolean {
  return NOUNS.has(word) || (word.endsWith('s') && NOUNS.has(word.slice(0, -1)));
}

/** The usual spelling of a word that is printed all in capitals, where it is a proper noun. */
export function properSpelling(word: string): string | undefined {
  const spelling = word.charAt(0) + word.slice(1).toLowerCase();
  return isProperNoun(spelling) ? spelling : undefined;
}

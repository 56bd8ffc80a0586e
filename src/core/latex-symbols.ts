/** What single TeX commands mean in Unicode. Lists read "name character name character …". */

/** Letters and signs that stand where they stand, in text as in formulas. */
export const SYMBOLS = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
  lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ
  chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varPhi Φ varPsi Ψ varOmega Ω digamma ϝ
  eps ε ep ε al α ga γ Ga Γ la λ La Λ om ω Om Ω vp φ vep ε si σ Si Σ th θ ka κ lam λ Lam Λ gam γ omeg ω del δ
  infty ∞ infinity ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ dbar đ ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ imath ı jmath ȷ
  forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ Diamond ◇ diamond ⋄
  blacksquare ■ sharp ♯ flat ♭ natural ♮ neg ¬ lnot ¬ surd √ prime ′ backprime ‵ degree ° textdegree ° dagger † dag † ddagger ‡ ddag ‡
  complement ∁ eth ð mho ℧ clubsuit ♣ diamondsuit ♦ heartsuit ♥ spadesuit ♠ checkmark ✓ bigstar ★ lozenge ◊ Bbbk 𝕜
  sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀
  ldots … dots … dotsc … dotsb … dotsm … cdots ⋯ vdots ⋮ ddots ⋱ textellipsis …
  langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ lbrace { rbrace } lbrack [ rbrack ]
  colon : backslash \\ textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless < textgreater >
  textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” lq ‘ rq ’ guillemotleft « guillemotright » textendash – textemdash —
  pounds £ textsterling £ euro € texteuro € textyen ¥ yen ¥ copyright © textcopyright © textregistered ® texttrademark ™ textmu µ
  textbraceleft { textbraceright } textexclamdown ¡ textquestiondown ¿ textordfeminine ª textordmasculine º textlnot ¬ textbrokenbar ¦
  textcurrency ¤ textcent ¢ textperthousand ‰ textdagger † textdaggerdbl ‡ guilsinglleft ‹ guilsinglright › quotedblbase „ quotesinglbase ‚
  textasciigrave \` textregistered ® textperiodcentered · textbullet • LaTeX LaTeX TeX TeX BibTeX BibTeX AA Å
  kahler Kähler RR ℝ ZZ ℤ CC ℂ QQ ℚ NN ℕ FF 𝔽 PP ℙ HH ℍ bR ℝ bZ ℤ bC ℂ bQ ℚ bN ℕ bF 𝔽 bP ℙ IR ℝ IN ℕ IC ℂ
  R ℝ Z ℤ C ℂ Q ℚ N ℕ real ℝ reals ℝ Reals ℝ Complex ℂ Rationals ℚ Integers ℤ bbR ℝ bbZ ℤ bbC ℂ bbP ℙ bbF 𝔽
`);

/** Letters that only text has; in formulas people use these names for macros of their own. */
export const TEXT_LETTERS = pairs(
  'o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ th þ TH Þ S § P ¶ ss ß aa å ae æ AE Æ oe œ OE Œ',
);

/** Relations and arrows: they read better with a blank on either side. */
export const RELATIONS = pairs(`
  leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ asymp ≍ doteq ≐
  propto ∝ varpropto ∝ lesssim ≲ gtrsim ≳ lsim ≲ gsim ≳ lessapprox ⪅ gtrapprox ⪆ prec ≺ succ ≻ preceq ⪯ succeq ⪰ triangleq ≜ thicksim ∼ thickapprox ≈
  in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubset ⊏ sqsubseteq ⊑
  mid | nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ bowtie ⋈ smile ⌣ frown ⌢ coloneqq ≔ coloneq ≔
  to → rightarrow → ra → leftarrow ← gets ← leftrightarrow ↔ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Rightarrow ⇒ implies ⇒ Leftarrow ⇐
  Leftrightarrow ⇔ iff ⇔ Longrightarrow ⟹ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ twoheadrightarrow ↠
  rightarrowtail ↣ rightharpoonup ⇀ rightleftharpoons ⇌ leftrightarrows ⇆ rightrightarrows ⇉ rightsquigarrow ⇝ leadsto ⇝ dashrightarrow ⇢
  xrightarrow → xleftarrow ← uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ curvearrowright ↷
  land ∧ lor ∨ over / therefore ∴ because ∵ trianglelefteq ⊴ lhd ⊲ rhd ⊳ unlhd ⊴ choose choose mod mod bmod mod
`);

/** Binary operators: a blank after one if there was a blank before it. */
export const OPERATORS = pairs(`
  times × div ÷ cdot · cdotp · centerdot · ast * star ⋆ circ ∘ bullet • pm ± mp ∓ cup ∪ cap ∩ sqcup ⊔ sqcap ⊓ uplus ⊎ Cup ⋓ Cap ⋒ vee ∨ wedge ∧
  setminus ∖ smallsetminus ∖ oplus ⊕ ominus ⊖ otimes ⊗ ot ⊗ odot ⊙ oslash ⊘ boxtimes ⊠ boxplus ⊞ ltimes ⋉ rtimes ⋊ wr ≀ amalg ⨿ dotplus ∔
  triangleleft ◁ triangleright ▷ barwedge ⊼ veebar ⊻ curlyvee ⋎ curlywedge ⋏ divideontimes ⋇ bigcirc ◯ bigtriangleup △
`);

/** Function names: set upright, so they need a blank where a letter or digit stands next to them. */
export const FUNCTIONS = new Set(
  words(`log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan dim ker deg det gcd hom inf sup max min lim
  limsup liminf arg Pr injlim projlim varinjlim varprojlim Hom Ext Tor Aut End Out Gal Spec GL SL SO SU PSL PGL Sp Tr tr rank poly polylog`),
);

/** Commands that only change the look, the size or the spacing, and leave no trace in plain text. */
export const SILENT = new Set(
  words(`left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm limits nolimits displaystyle textstyle
  scriptstyle scriptscriptstyle rm it bf sf tt sl sc em cal mit Cal frak scr bold boldmath unboldmath normalfont rmfamily sffamily ttfamily bfseries
  itshape slshape scshape upshape mdseries small large Large LARGE huge Huge normalsize footnotesize scriptsize tiny noindent indent par
  centering protect relax nonumber notag hfill smallskip medskip bigskip newline linebreak allowbreak nobreak null strut mathstrut mathop mathbin mathrel
  mathord mathopen mathclose mathinner ensuremath mathrm mathit mathbf mathsf mathtt mathcal mathscr mathfrak pazocal mathnormal boldsymbol bm pmb
  bbox mbox hbox text textrm textit textbf textsf texttt textsl textsc textup textmd textnormal emph underline uline underbrace overbrace fbox boxed
  vcenter smash phantom hphantom vphantom url path lowercase uppercase MakeUppercase MakeLowercase textipa joinrel
  maketitle xspace`),
);

/** Commands whose first argument is no text. */
export const DROPPED_ARGUMENT = new Set(
  words(
    'label color textcolor colorbox vspace hspace begin end nocite thanks bibliography bibliographystyle input include usepackage kern',
  ),
);

/** Blanks of all widths. */
export const BLANKS = new Set([
  ...words('quad qquad enspace enskip space thinspace hskip item , ; : >'),
  ' ',
  '\t',
  '\n',
]);

/** Commands of one sign that print it. */
export const ESCAPED = new Set('%&_$#{}');

/** Accents by command, as the combining characters that follow a letter. */
export const ACCENTS = pairs(`' \u0301 \` \u0300 ^ \u0302 " \u0308 ~ \u0303 = \u0304 . \u0307`);

/** Accents with letters for names. Only in text: in formulas these are macros of the author. */
export const TEXT_ACCENTS = pairs(
  'textcommabelow \u0326 c \u0327 v \u030c u \u0306 H \u030b k \u0328 d \u0323 b \u0331 r \u030a t \u0361',
);

/** Accents of formulas. */
export const MATH_ACCENTS = pairs(`
  bar \u0304 overline \u0304 hat \u0302 widehat \u0302 tilde \u0303 widetilde \u0303 wt \u0303 vec \u20d7 dot \u0307 ddot \u0308 check \u030c widecheck \u030c
  breve \u0306 acute \u0301 grave \u0300 mathring \u030a overrightarrow \u20d7
`);

export const SUPERSCRIPTS = letters(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′*∘†‡⊤⋆°',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′*°†‡ᵀ*°',
);

export const SUBSCRIPTS = letters(
  '0123456789+-−=()aehijklmnoprstuvxβγρφχ',
  '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ',
);

export const DOUBLE_STRUCK = letters(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  '𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ𝕒𝕓𝕔𝕕𝕖𝕗𝕘𝕙𝕚𝕛𝕜𝕝𝕞𝕟𝕠𝕡𝕢𝕣𝕤𝕥𝕦𝕧𝕨𝕩𝕪𝕫𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡',
);

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

function pairs(list: string): ReadonlyMap<string, string> {
  const items = words(list);
  return new Map(items.flatMap((name, index) => (index % 2 === 0 ? [[name, items[index + 1] ?? name]] : [])));
}

function letters(from: string, to: string): ReadonlyMap<string, string> {
  const images = Array.from(to);
  return new Map(Array.from(from, (letter, index) => [letter, images[index] ?? letter]));
}

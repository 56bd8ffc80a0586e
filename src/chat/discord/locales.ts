import type { LocalizationMap } from 'discord.js';
import { CITE_THIS, PAPERS_HERE, PASTE } from './names.ts';

/**
 * What people read of commands and menu entries in the language of their Discord, by the English name. Names of commands stay as
 * they are: help, examples and other people speak of them.
 */
const DESCRIPTIONS: Readonly<Record<string, LocalizationMap>> = {
  papers: {
    de: 'Arbeiten zu einem Thema finden, nach Autor, Kategorie oder Jahr.',
    fr: 'Trouver des articles sur un sujet, par auteur, par catégorie ou par année.',
  },
  paper: {
    de: 'Eine Arbeit zeigen: Autoren, Kategorien, Daten, Kommentare, Links und Abstract.',
    fr: 'Montrer un article : auteurs, catégories, dates, commentaires, liens et résumé.',
  },
  versions: {
    de: 'Die Versionen einer Arbeit zeigen: was bekannt ist und was nur erschlossen.',
    fr: "Montrer les versions d'un article : ce qui est connu et ce qui est seulement déduit.",
  },
  author: {
    de: 'Die Arbeiten einer Person zeigen, mit Jahren und Mitautoren.',
    fr: "Montrer les articles d'une personne, avec les années et les coauteurs.",
  },
  about: {
    de: 'Sagen, was diese Bibliothek enthält, woher es kommt und wie alt es ist.',
    fr: "Dire ce que contient cette bibliothèque, d'où cela vient et de quand cela date.",
  },
  help: {
    de: 'Die Befehle auflisten oder einen mit Beispielen erklären.',
    fr: 'Lister les commandes, ou en expliquer une avec des exemples.',
  },
  cite: {
    de: 'Arbeiten zitieren: BibTeX, APA und andere, eine oder viele.',
    fr: 'Citer des articles : BibTeX, APA et autres, un ou plusieurs.',
  },
  [PASTE]: {
    de: 'Arbeiten hinzufügen: eine von arXiv kopierte Seite einfügen.',
    fr: "Ajouter des articles en collant une page copiée d'arXiv.",
  },
};

const NAMES: Readonly<Record<string, LocalizationMap>> = {
  [PAPERS_HERE]: { de: 'Arbeiten in dieser Nachricht', fr: 'Articles dans ce message' },
  [CITE_THIS]: { de: 'Dies zitieren', fr: 'Citer ceci' },
};

/** The description of a command in other languages, where there is one. */
export function descriptionsOf(name: string): { description_localizations?: LocalizationMap } {
  const there = DESCRIPTIONS[name];
  return there === undefined ? {} : { description_localizations: there };
}

/** The name of a menu entry in other languages, where there is one. */
export function namesOf(name: string): { name_localizations?: LocalizationMap } {
  const there = NAMES[name];
  return there === undefined ? {} : { name_localizations: there };
}

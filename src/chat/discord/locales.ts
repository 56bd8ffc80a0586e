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
  digest: {
    de: 'Was dieser Kanal an Neuem bekommt: abonnieren, ändern, ansehen, anhalten, beenden.',
    fr: "Les nouveautés que reçoit ce salon : s'abonner, modifier, consulter, suspendre, arrêter.",
  },
  'digest subscribe': {
    de: 'Neue Arbeiten und neue Versionen zu einer Suche hier posten, normalerweise wöchentlich.',
    fr: 'Publier ici les nouveaux articles et versions pour une recherche, chaque semaine par défaut.',
  },
  'digest list': {
    de: 'Die Abonnements dieses Kanals zeigen, und wer was geändert hat.',
    fr: 'Montrer les abonnements de ce salon, et qui a modifié quoi.',
  },
  'digest edit': {
    de: 'Ein Abonnement dieses Kanals ändern.',
    fr: 'Modifier un abonnement de ce salon.',
  },
  'digest pause': {
    de: 'Die Digests eines Abonnements anhalten, bis es fortgesetzt wird.',
    fr: "Suspendre les digests d'un abonnement jusqu'à sa reprise.",
  },
  'digest resume': {
    de: 'Ein angehaltenes Abonnement oder einen abgebrochenen Digest fortsetzen.',
    fr: 'Reprendre un abonnement suspendu ou un digest interrompu.',
  },
  'digest remove': {
    de: 'Ein Abonnement dieses Kanals beenden.',
    fr: 'Mettre fin à un abonnement de ce salon.',
  },
  'digest preview': {
    de: 'Nur dir zeigen, was ein Digest sagen würde: der nächste hier, oder zu Suche und Zeitraum.',
    fr: "Montrer à vous seul ce que dirait un digest : le prochain ici, ou celui d'une recherche.",
  },
  'digest now': {
    de: 'Sofort posten, was die Digests dieses Kanals zu sagen haben.',
    fr: 'Publier tout de suite ce que les digests de ce salon ont à dire.',
  },
  'digest why': {
    de: 'Sagen, warum eine Arbeit in den Digests dieses Kanals steht oder nicht.',
    fr: 'Dire pourquoi un article figure, ou non, dans les digests de ce salon.',
  },
  'digest history': {
    de: 'Die Digests zeigen, die dieser Kanal bekam, oder alle Arbeiten eines davon.',
    fr: "Montrer les digests reçus par ce salon, ou tous les articles de l'un d'eux.",
  },
  follow: {
    de: 'Diesem Kanal neue Versionen, Veröffentlichung und Rückzug einer Arbeit melden.',
    fr: "Signaler à ce salon les nouvelles versions, la publication et le retrait d'un article.",
  },
  unfollow: {
    de: 'Einer Arbeit in diesem Kanal nicht mehr folgen.',
    fr: 'Ne plus suivre un article dans ce salon.',
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

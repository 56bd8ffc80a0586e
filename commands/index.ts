import type { Command } from '../src/core/command.ts';
import { about } from './about.ts';
import { author } from './author.ts';
import { cite } from './cite.ts';
import { help } from './help.ts';
import { paper } from './paper.ts';
import { papers } from './papers.ts';
import { versions } from './versions.ts';

/** Every command there is, in the order in which help lists them. A new one is added here and nowhere else. */
export const commands: readonly Command[] = [papers, paper, cite, versions, author, about, help];

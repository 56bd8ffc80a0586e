import type { Command } from '../src/core/command.ts';
import { about } from './about.ts';
import { author } from './author.ts';
import { cite } from './cite.ts';
import { digestEdit } from './digest-edit.ts';
import { digestHistory } from './digest-history.ts';
import { digestList } from './digest-list.ts';
import { digestNow } from './digest-now.ts';
import { digestPause } from './digest-pause.ts';
import { digestPreview } from './digest-preview.ts';
import { digestRemove } from './digest-remove.ts';
import { digestResume } from './digest-resume.ts';
import { digestSubscribe } from './digest-subscribe.ts';
import { digestWhy } from './digest-why.ts';
import { follow } from './follow.ts';
import { help } from './help.ts';
import { paper } from './paper.ts';
import { papers } from './papers.ts';
import { unfollow } from './unfollow.ts';
import { versions } from './versions.ts';

/** Every command there is, in the order in which help lists them. A new one is added here and nowhere else. */
export const commands: readonly Command[] = [
  papers,
  paper,
  cite,
  versions,
  author,
  digestSubscribe,
  digestList,
  digestEdit,
  digestPause,
  digestResume,
  digestRemove,
  digestPreview,
  digestNow,
  digestWhy,
  digestHistory,
  follow,
  unfollow,
  about,
  help,
];

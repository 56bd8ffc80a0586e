import { createFullTextIndex } from '../../src/search/fulltext.ts';
import { searchContract } from '../contract/search.ts';

searchContract('of the database', async () => createFullTextIndex());

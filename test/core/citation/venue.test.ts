import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedVenue } from '../../../src/core/citation/comment-venue.ts';
import { parseVenue } from '../../../src/core/citation/venue.ts';

const journal = (name: string, year: number, rest: object = {}): object => ({
  kind: 'journal',
  name,
  year,
  ...rest,
});
const conference = (name: string, year: number, rest: object = {}): object => ({
  kind: 'conference',
  name,
  year,
  ...rest,
});

describe('parseVenue', () => {
  it.each([
    [
      'Entropy 2025, 27(4), 344',
      journal('Entropy', 2025, { volume: '27', number: '4', pages: '344', isArticleNumber: true }),
    ],
    [
      'Phys. Rev. D 76, 013009 (2007)',
      journal('Phys. Rev. D', 2007, { volume: '76', pages: '013009', isArticleNumber: true }),
    ],
    [
      'Phys.Rev.D76:013009,2007',
      journal('Phys. Rev. D', 2007, { volume: '76', pages: '013009', isArticleNumber: true }),
    ],
    ['Eur.Phys.J. C31 (2003) 17-29', journal('Eur. Phys. J. C', 2003, { volume: '31', pages: '17-29' })],
    ['JHEP0803:007,2008', journal('JHEP', 2008, { volume: '0803', pages: '007', isArticleNumber: true })],
    ['Nature 521, 436–444 (2015)', journal('Nature', 2015, { volume: '521', pages: '436-444' })],
    ['Nucl. Phys. B 123 (1999) 45', journal('Nucl. Phys. B', 1999, { volume: '123', pages: '45' })],
    [
      'The Twelfth International Conference on Learning Representations (ICLR 2024)',
      conference('The Twelfth International Conference on Learning Representations (ICLR)', 2024),
    ],
    [
      'Advances in Neural Information Processing Systems 36 (NeurIPS 2023)',
      conference('Advances in Neural Information Processing Systems', 2023, { volume: '36' }),
    ],
    [
      'International Conference on Machine Learning (ICML 2020), pp. 1-9, 2020.',
      conference('International Conference on Machine Learning (ICML)', 2020, { pages: '1-9' }),
    ],
    [
      'International Conference on Machine Learning (ICML 2020), pages 1-9',
      conference('International Conference on Machine Learning (ICML)', 2020, { pages: '1-9' }),
    ],
    [
      'PHYSICAL REVIEW A 78, 013831 (2008)',
      journal('Physical Review A', 2008, { volume: '78', pages: '013831', isArticleNumber: true }),
    ],
    ['A&A 641, A6 (2020)', journal('A&A', 2020, { volume: '641', pages: 'A6', isArticleNumber: true })],
    [
      'Proc. Natl. Acad. Sci. U.S.A. 118 (2021) e2016239118',
      journal('Proc. Natl. Acad. Sci. U. S. A.', 2021, {
        volume: '118',
        pages: 'e2016239118',
        isArticleNumber: true,
      }),
    ],
    [
      'Journal of Algebra, Volume 300, Issue 1, 2006, Pages 23-45',
      journal('Journal of Algebra', 2006, { volume: '300', number: '1', pages: '23-45' }),
    ],
    [
      'Journal of Machine Learning Research 15(1), 2014, 1929--1958',
      journal('Journal of Machine Learning Research', 2014, {
        volume: '15',
        number: '1',
        pages: '1929-1958',
      }),
    ],
    [
      'IEEE Transactions on Information Theory, vol. 55, no. 4, pp. 1234-1245, April 2009',
      journal('IEEE Transactions on Information Theory', 2009, {
        volume: '55',
        number: '4',
        pages: '1234-1245',
      }),
    ],
    [
      'J. Stat. Mech. (2010) P07020',
      journal('J. Stat. Mech.', 2010, { pages: 'P07020', isArticleNumber: true }),
    ],
    [
      'Proc. Natl. Acad. Sci. USA 110, 1234 (2013)',
      journal('Proc. Natl. Acad. Sci. USA', 2013, { volume: '110', pages: '1234' }),
    ],
    [
      'International Conference on Learning Representations, 2025',
      conference('International Conference on Learning Representations', 2025),
    ],
    ['ICLR 2025', conference('ICLR', 2025)],
    ['Interspeech 2018, 1-5', conference('Interspeech', 2018, { pages: '1-5' })],
    ['Journal of Open Problems, May 2024', journal('Journal of Open Problems', 2024)],
    ['Nature, 2015', journal('Nature', 2015)],
    [
      'Phys.Rev.D 102 (2020) 10, 102001',
      journal('Phys. Rev. D', 2020, { volume: '102', number: '10', pages: '102001', isArticleNumber: true }),
    ],
    ['Phys.Lett.B 790 (2019) 396-402', journal('Phys. Lett. B', 2019, { volume: '790', pages: '396-402' })],
    [
      'Ann. of Math. (2) 170 (2009), no. 1, 1-50',
      journal('Ann. of Math. (2)', 2009, { volume: '170', number: '1', pages: '1-50' }),
    ],
    [
      'Journal of Physics: Conference Series 110 (2008) 062005',
      journal('Journal of Physics: Conference Series', 2008, {
        volume: '110',
        pages: '062005',
        isArticleNumber: true,
      }),
    ],
    ['PoS ICHEP2018 (2019) 123', journal('PoS', 2019, { volume: 'ICHEP2018', pages: '123' })],
    ['PoS ICRC2019, 123 (2020)', journal('PoS', 2020, { volume: 'ICRC2019', pages: '123' })],
    [
      'PoS LAT2009:035,2009',
      journal('PoS', 2009, { volume: 'LAT2009', pages: '035', isArticleNumber: true }),
    ],
    [
      'Proc. ACM Program. Lang. 3, POPL, Article 12 (January 2019)',
      journal('Proc. ACM Program. Lang.', 2019, { volume: '3', number: 'POPL', pages: '12' }),
    ],
    ['In NeurIPS 2020 Workshop on Deep RL, 2020', conference('NeurIPS 2020 Workshop on Deep RL', 2020)],
    [
      'Advances in Neural Information Processing Systems 36 (2023)',
      conference('Advances in Neural Information Processing Systems', 2023, { volume: '36' }),
    ],
    [
      'Proceedings of the 34th International Conference on Machine Learning, PMLR 70:1126-1135, 2017',
      conference('Proceedings of the 34th International Conference on Machine Learning', 2017, {
        volume: '70',
        pages: '1126-1135',
      }),
    ],
    [
      'Proc. 2023 IEEE International Conference on Software Testing, pp. 66-69',
      conference('Proc. 2023 IEEE International Conference on Software Testing', 2023, { pages: '66-69' }),
    ],
  ])('reads %s', (text, venue) => {
    expect(parseVenue(text)).toEqual(venue);
  });

  it.each([
    ['Phys. Rev. D 87 (2013) 112003', 2013, '87', '112003'],
    ['Phys.Rev. C87 (2013) 032001', 2013, '87', '032001'],
    ['Phys. Rev. Lett. 110 (2013) 182002', 2013, '110', '182002'],
    ['New J. Phys. 13 (2011) 012001', 2011, '13', '012001'],
    ['JINST 5 (2010) P12001', 2010, '5', 'P12001'],
    ['JINST 14 (2019) C02001', 2019, '14', 'C02001'],
    ['EPJ Web Conf. 214 (2019) 02001', 2019, '214', '02001'],
    ['J. Phys.: Conf. Ser. 513 (2014) 012045', 2014, '513', '012045'],
    ['J.Phys.Conf.Ser. 513 (2014) 012045', 2014, '513', '012045'],
    ['Compos. Math. 155 (2019) 2011', 2019, '155', '2011'],
    ['Compos. Math. 155 (2019), 1973-2012', 2019, '155', '1973-2012'],
    ['J. Algebra 324 (2010) 1998', 2010, '324', '1998'],
    ['Nature 550 (2017) 2001', 2017, '550', '2001'],
    ['Class. Quantum Grav. 26 (2009) 082001', 2009, '26', '082001'],
    ['Rep. Prog. Phys. 81 (2018) 012001', 2018, '81', '012001'],
    ['Front.Phys. 10 (2022) 991999', 2022, '10', '991999'],
    ['Int. J. Mod. Phys. D 27 (2018) 1842001', 2018, '27', '1842001'],
    ['Phil. Trans. R. Soc. A 376 (2018) 20172010', 2018, '376', '20172010'],
    ['J. Stat. Mech. 2011, P02001', 2011, undefined, 'P02001'],
    ['J. Stat. Mech. (2011) P02001', 2011, undefined, 'P02001'],
    ['J. High Energy Phys. 2018, 123 (2018)', 2018, '2018', '123'],
    ['JHEP 1905 (2019) 023', 2019, '1905', '023'],
    ['JHEP 2003 (2020) 045', 2020, '2003', '045'],
    ['JHEP 2003, 045 (2020)', 2020, '2003', '045'],
    ['JHEP2003:045,2020', 2020, '2003', '045'],
    ['Phys.Rev.B77:155422,2008', 2008, '77', '155422'],
    ['Acta Phys. Pol. B 40, 2009 (2009)', 2009, '40', '2009'],
    ['Symmetry 2021, 13, 2005', 2021, '13', '2005'],
    ['A&A 609, A12 (2018)', 2018, '609', 'A12'],
  ])('takes no other number for the year: %s', (text, year, volume, pages) => {
    const venue = parseVenue(text);
    expect([venue?.year, venue?.volume, venue?.number, venue?.pages]).toEqual([
      year,
      volume,
      undefined,
      pages,
    ]);
  });

  it('finds year, volume and page again, whatever their numbers', () => {
    const number = fc.integer({ min: 1, max: 999 });
    const year = fc.integer({ min: 1950, max: 2029 });
    const page = fc.oneof(
      fc.integer({ min: 1, max: 2_030_000 }).map(String),
      year.map((one) => `01${one}`),
      year.map((one) => `P0${one}`),
      year.map(String),
    );
    const printed = fc.constantFrom('Phys. Rev. D', 'J. Phys.: Conf. Ser.', 'Nature', 'Compos. Math.');
    fc.assert(
      fc.property(printed, number, year, page, (name, one, day, pages) => {
        for (const text of [
          `${name} ${one} (${day}) ${pages}`,
          `${name} ${one} (${day}), ${pages}`,
          `${name} ${one}, ${pages} (${day})`,
          `${name}, ${one}, ${pages}, ${day}`,
        ])
          expect({ text, ...parseVenue(text) }).toMatchObject({
            text,
            year: day,
            volume: String(one),
            pages,
          });
      }),
    );
  });

  it.each([
    'Dissertation, Bonn, 2013',
    'ICLR 2018 Conference Blind Submission',
    'ICML 2019 (under review)',
    'Rejected from ICML, 2019',
    'Submission to ICML, 2019',
    'Manuscript, 2010',
    'Draft, May 2010',
    'Version 2, 2010',
    'Technical Report 123, 2010',
    'Springer, 2010',
    'Cambridge University Press, 2010',
    'Encyclopedia of Complexity, Springer, 2009',
    'Presented at the NIPS Workshop on Foo, 2012',
    'Preliminary version in Proceedings of STOC 2010',
    'PoS(LATTICE 2013)055',
    'J. Foo 2018, 2019',
    'JHEP 2003, 45, 2020',
    'Phys. Rev. Lett. 98, 010101',
    'to appear in Nature, 2020',
    'Submitted to Nature 521, 436 (2015)',
    'Eur.Phys.J.A37:151-158,2008; Erratum-ibid.38:247,2008',
    'PhD thesis, MIT, 2020',
    'Somewhere',
    '2024',
    '',
  ])('makes nothing of "%s"', (text) => {
    expect(parseVenue(text)).toBeUndefined();
  });

  it('never throws, and finds no more than the text holds', () => {
    const pieces = fc.constantFrom(
      'Phys. Rev. ',
      'D',
      '76',
      ' ',
      ', ',
      '(',
      ')',
      '2007',
      ':',
      '-',
      'pp. ',
      'vol. ',
      'Conference on X',
      'no. ',
      'PMLR ',
      '\n',
      '{',
      '$',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const venue = parseVenue(text);
          if (venue !== undefined) expect(text).toContain(String(venue.year));
        },
      ),
    );
  });
});

describe('claimedVenue', () => {
  it.each([
    ['NeurIPS 2025; 20 pages, 13 figures', 'NeurIPS 2025'],
    ['24 pages, 18 figures, NeurIPS 2023', 'NeurIPS 2023'],
    ['Accepted to ICLR 2025. Code and data at https://github.com/a/b', 'Accepted to ICLR 2025'],
    ['Accepted by NeurIPS 2022', 'Accepted by NeurIPS 2022'],
    ['Presented at Deep RL Workshop, NeurIPS 2020', 'Presented at Deep RL Workshop, NeurIPS 2020'],
    ['Deep RL Workshop, NeurIPS 2020', 'Deep RL Workshop, NeurIPS 2020'],
    ['33 pages. Final version, to appear in Sel. Math. New Ser.', 'to appear in Sel. Math. New Ser'],
    [
      'Accepted for publication in Studia Mathematica. 23 pages',
      'Accepted for publication in Studia Mathematica',
    ],
  ])('takes from "%s" the words "%s"', (comments, claim) => {
    expect(claimedVenue(comments)).toBe(claim);
  });

  it.each([
    '13 pages, 8 figures, short workshop submission',
    'Submitted to ICML 2024',
    'Under review at NeurIPS 2025',
    '16 pages, 12 figures',
    'Code available at https://github.com/amudide/switch_sae',
    'Updated in 2024, fixed typos',
    'In press',
    'Accepted for publication',
    'To appear in Comment',
    'ISSN 1947 5500',
    'NeurIPS 2025 submission',
    'ICML 2024 (under review)',
    'CVPR 2024, rejected',
    'Published version rejected',
    '',
  ])('takes nothing from "%s"', (comments) => {
    expect(claimedVenue(comments)).toBeUndefined();
  });
});

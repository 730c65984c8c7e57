import { WORKGROUP } from './gpuKernel';
import { defineGpuKernel } from './kernel';

/** Relevant passages of one query that are compared with a score at once, at most. */
export const CHUNK = 8;

/**
 * WGSL for what the kernels share: `runs` [R, 2] are the candidates from .. to of one language each; those of language l
 * are runs `runStarts[l]` .. `runStarts[l + 1]`, ascending. A NaN is told by its bits: compilers may assume none.
 */
const eachOfLanguage = (first: string, step: number, line: string): string => `
  for (var run = runStarts[language]; run < runStarts[language + 1]; run++) {
    for (var c = runs[2 * run] + ${first}; c < runs[2 * run + 1]; c += ${step}) {
      let score = scores[row * uniforms.candidates + c];
      ${line}
    }
  }`;

const eight = (from: number, name: string): string =>
  `(${[0, 1, 2, 3].map((i) => `${name}[${from + i}]`).join(', ')})`;

/** The scores and places of the relevant passages of a chunk; free slots are beaten by none and come before none. */
const COUNT_BEGIN = `
  let row = chunks[3 * chunk];
  let firstRelevant = chunks[3 * chunk + 1];
  let count = chunks[3 * chunk + 2];
  var limits : array<f32, ${CHUNK}>;
  var places : array<i32, ${CHUNK}>;
  var lowest = 3.4e38;
  for (var i = 0; i < ${CHUNK}; i++) {
    limits[i] = 3.4e38;
    places[i] = -1;
    if (i < count) {
      places[i] = relevant[firstRelevant + i];
      limits[i] = scores[row * uniforms.candidates + places[i]];
      lowest = min(lowest, limits[i]);
    }
  }
  let limits0 = vec4<f32>${eight(0, 'limits')};
  let limits1 = vec4<f32>${eight(4, 'limits')};
  let places0 = vec4<i32>${eight(0, 'places')};
  let places1 = vec4<i32>${eight(4, 'places')};
  var higher0 = vec4<i32>(0);
  var higher1 = vec4<i32>(0);
  var tied0 = vec4<i32>(0);
  var tied1 = vec4<i32>(0);`;

const COUNT_LINE = `
  if (score >= lowest) {
    higher0 += vec4<i32>(vec4<f32>(score) > limits0);
    higher1 += vec4<i32>(vec4<f32>(score) > limits1);
    tied0 += vec4<i32>((vec4<f32>(score) == limits0) & (vec4<i32>(c) < places0));
    tied1 += vec4<i32>((vec4<f32>(score) == limits1) & (vec4<i32>(c) < places1));
  }`;

const COUNT_END = `
  for (var i = 0; i < count; i++) {
    let at = (firstRelevant + i) * uniforms.languages + language;
    higher[at] = select(higher1[i & 3], higher0[i & 3], i < 4);
    tiedBefore[at] = select(tied1[i & 3], tied0[i & 3], i < 4);
  }`;

const attributes = { candidates: 'int32', languages: 'int32' } as const;

/**
 * Counts, for each relevant passage and language, the candidates that score higher, and those that score the same and
 * come earlier: [relevants, languages] each. `chunks` [n, 3]: row of the scores, first relevant passage, how many (at most
 * CHUNK). n * languages threads.
 */
export const rankCountsOnGpu = defineGpuKernel({
  name: 'RankCounts',
  inputs: ['scores', 'relevant', 'chunks', 'runs', 'runStarts'],
  attributes,
  outputs: { higher: 'int32', tiedBefore: 'int32' },
  gpu: `
    let chunk = index / uniforms.languages;
    let language = index % uniforms.languages;
    ${COUNT_BEGIN}
    ${eachOfLanguage('0', 1, COUNT_LINE)}
    ${COUNT_END}`,
  tiled: {
    declarations: `
      var<workgroup> shares : array<vec4<i32>, ${WORKGROUP}>;
      fn totalOf(lane : i32, share : vec4<i32>) -> vec4<i32> {
        shares[lane] = share;
        workgroupBarrier();
        for (var half = ${WORKGROUP / 2}; half > 0; half /= 2) {
          if (lane < half) { shares[lane] += shares[lane + half]; }
          workgroupBarrier();
        }
        let total = shares[0];
        workgroupBarrier();
        return total;
      }`,
    gpu: `
      let chunk = group / uniforms.languages;
      let language = group % uniforms.languages;
      ${COUNT_BEGIN}
      ${eachOfLanguage('lane', WORKGROUP, COUNT_LINE)}
      higher0 = totalOf(lane, higher0);
      higher1 = totalOf(lane, higher1);
      tied0 = totalOf(lane, tied0);
      tied1 = totalOf(lane, tied1);
      if (lane == 0) { ${COUNT_END} }`,
    groups: (_attributes, threads) => threads,
  },
});

const BEST_BEGIN = `
  var winner = -1;
  var winning = 0.0;
  var notANumber = -1;`;

const BEST_LINE = `
  if ((bitcast<u32>(score) & 0x7fffffffu) > 0x7f800000u) {
    if (notANumber < 0) { notANumber = c; }
  } else if (winner < 0 || score > winning) {
    winner = c;
    winning = score;
  }`;

/**
 * The best candidate of each row and language, the first of several, and the first whose score is not a number; -1 for
 * none: [rows, languages] each. As many threads.
 */
export const rankBestOnGpu = defineGpuKernel({
  name: 'RankBest',
  inputs: ['scores', 'runs', 'runStarts'],
  attributes,
  outputs: { best: 'int32', broken: 'int32' },
  gpu: `
    let row = index / uniforms.languages;
    let language = index % uniforms.languages;
    ${BEST_BEGIN}
    ${eachOfLanguage('0', 1, BEST_LINE)}
    best[index] = winner;
    broken[index] = notANumber;`,
  tiled: {
    declarations: `
      var<workgroup> winners : array<i32, ${WORKGROUP}>;
      var<workgroup> marks : array<f32, ${WORKGROUP}>;
      var<workgroup> faults : array<i32, ${WORKGROUP}>;`,
    gpu: `
      let row = group / uniforms.languages;
      let language = group % uniforms.languages;
      ${BEST_BEGIN}
      ${eachOfLanguage('lane', WORKGROUP, BEST_LINE)}
      winners[lane] = winner;
      marks[lane] = winning;
      faults[lane] = notANumber;
      workgroupBarrier();
      if (lane == 0) {
        for (var other = 1; other < ${WORKGROUP}; other++) {
          let place = winners[other];
          let mark = marks[other];
          if (place >= 0 && (winner < 0 || mark > winning || (mark == winning && place < winner))) {
            winner = place;
            winning = mark;
          }
          let fault = faults[other];
          if (fault >= 0 && (notANumber < 0 || fault < notANumber)) { notANumber = fault; }
        }
        best[group] = winner;
        broken[group] = notANumber;
      }`,
    groups: (_attributes, threads) => threads,
  },
});

/** The `count` best candidates of each row, the lower first of equals, and their scores; -1 and 0 behind the last. */
export const rankHeadOnGpu = defineGpuKernel({
  name: 'RankHead',
  inputs: ['scores'],
  attributes: { candidates: 'int32', count: 'int32' },
  outputs: { top: 'int32', topScores: 'float32' },
  gpu: `
    let head = index * uniforms.count;
    var filled = 0;
    for (var c = 0; c < uniforms.candidates; c++) {
      let score = scores[index * uniforms.candidates + c];
      if (filled < uniforms.count || score > topScores[head + uniforms.count - 1]) {
        var k = min(filled, uniforms.count - 1);
        while (k > 0 && topScores[head + max(k - 1, 0)] < score) {
          topScores[head + k] = topScores[head + k - 1];
          top[head + k] = top[head + k - 1];
          k--;
        }
        topScores[head + k] = score;
        top[head + k] = c;
        filled = min(filled + 1, uniforms.count);
      }
    }
    for (var k = filled; k < uniforms.count; k++) { top[head + k] = -1; topScores[head + k] = 0.0; }`,
  // Round by round the best of those behind the last one found: a workgroup reads its row from the cache.
  tiled: {
    declarations: `
      var<workgroup> winners : array<i32, ${WORKGROUP}>;
      var<workgroup> marks : array<f32, ${WORKGROUP}>;`,
    gpu: `
      var last = 0.0;
      var lastPlace = -1;
      for (var k = 0; k < uniforms.count; k++) {
        var winner = -1;
        var winning = 0.0;
        for (var c = lane; c < uniforms.candidates; c += ${WORKGROUP}) {
          let score = scores[group * uniforms.candidates + c];
          let behind = score < last || (score == last && c > lastPlace);
          if ((k == 0 || (lastPlace >= 0 && behind)) && (winner < 0 || score > winning)) {
            winner = c;
            winning = score;
          }
        }
        winners[lane] = winner;
        marks[lane] = winning;
        workgroupBarrier();
        winner = winners[0];
        winning = marks[0];
        for (var other = 1; other < ${WORKGROUP}; other++) {
          let place = winners[other];
          let mark = marks[other];
          if (place >= 0 && (winner < 0 || mark > winning || (mark == winning && place < winner))) {
            winner = place;
            winning = mark;
          }
        }
        workgroupBarrier();
        last = winning;
        lastPlace = winner;
        if (lane == 0) {
          top[group * uniforms.count + k] = winner;
          topScores[group * uniforms.count + k] = select(0.0, winning, winner >= 0);
        }
      }`,
    groups: (_attributes, threads) => threads,
  },
});

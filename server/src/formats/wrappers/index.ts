import type { Wrapper } from '../wrapper';
import { ansi } from './ansi';
import { compose, cri, heroku, kubectl, stamp } from './containers';
import { bullet, comment, diff, indentation, lineNumbers, quote } from './editing';
import { html } from './html';
import { jsonLines } from './json';
import { gutter, level, logcat, logger, monolog, nslog, pythonLogging } from './loggers';
import { bracketed, bytes, enclosed, escapes, lineBreak } from './markdown';
import { syslog } from './syslog';

/** Every wrapper, outermost kinds first: what a person put around the text, what carried it, what logged it. */
export const wrappers: readonly Wrapper[] = [
  ansi,
  quote,
  comment,
  bullet,
  diff,
  lineNumbers,
  indentation,
  lineBreak,
  html,
  escapes,
  enclosed,
  bracketed,
  kubectl,
  compose,
  cri,
  heroku,
  jsonLines,
  syslog,
  logcat,
  nslog,
  monolog,
  pythonLogging,
  level,
  logger,
  stamp,
  gutter,
  bytes,
];

/** Wrappers around some lines only. */
export const partial: readonly Wrapper[] = wrappers.filter(({ shows }) => shows !== undefined);

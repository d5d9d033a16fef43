import type { Wrapper } from '../wrapper';
import { ansi } from './ansi';
import { compose, cri, heroku, kubectl, stamp } from './containers';
import { bullet, comment, diff, indentation, lineNumbers, quote } from './editing';
import { html } from './html';
import { jsonLines } from './json';
import { gutter, level, logcat, logger, monolog, nslog, pythonLogging } from './loggers';
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
  html,
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
];

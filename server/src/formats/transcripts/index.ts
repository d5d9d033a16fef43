import type { TranscriptFormat } from '../format';
import { aiosmtpd } from './aiosmtpd';
import { bare } from './bare';
import { curl } from './curl';
import { exchange5 } from './exchange-5';
import { eximClient } from './exim-client';
import { eximServer } from './exim-server';
import { eximSession } from './exim-session';
import { eximTestClient } from './exim-test-client';
import { opensmtpdClient } from './opensmtpd-client';
import { opensmtpdServer } from './opensmtpd-server';
import { postfixNotice } from './postfix-notice';
import { postfixVerbose } from './postfix-verbose';
import { recordio } from './recordio';
import { rfcStyle } from './rfc';
import { sNail } from './s-nail';
import { sendmailTraffic } from './sendmail-traffic';
import { sendmailVerb } from './sendmail-verb';
import { sendmailVerbose } from './sendmail-verbose';
import { smtpSource } from './smtp-source';
import { smtplib } from './smtplib';
import { swaks } from './swaks';

/** Every transcript format. The order breaks ties: more telling markers first. */
export const transcriptFormats: readonly TranscriptFormat[] = [
  swaks,
  smtplib,
  curl,
  rfcStyle,
  sNail,
  smtpSource,
  opensmtpdClient,
  opensmtpdServer,
  eximClient,
  eximServer,
  postfixVerbose,
  postfixNotice,
  sendmailTraffic,
  recordio,
  exchange5,
  aiosmtpd,
  eximTestClient,
  sendmailVerbose,
  sendmailVerb,
  eximSession,
  bare,
];

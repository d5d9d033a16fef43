import type { Rule } from '../rule';
import { limitDomainOrLabel, limitLocalPart, limitPath } from './address';
import { limitAuthLine } from './auth-line';
import { limitMessage64k, limitRcptCount, limitRcptWrongCode, limitReplyLengthTotal } from './count';
import { limitBodyLine, limitCommandLine, limitHeaderLine, limitReplyLine } from './length';
import { limitReceivedLoop } from './loop';
import { limitClientTimeout, limitSlowReply } from './time';

/** Lengths, counts and times. */
export const rules: readonly Rule[] = [
  limitCommandLine,
  limitReplyLine,
  limitBodyLine,
  limitHeaderLine,
  limitLocalPart,
  limitDomainOrLabel,
  limitPath,
  limitAuthLine,
  limitRcptCount,
  limitRcptWrongCode,
  limitReceivedLoop,
  limitReplyLengthTotal,
  limitMessage64k,
  limitSlowReply,
  limitClientTimeout,
];

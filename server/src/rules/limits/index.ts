import type { Rule } from '../rule';
import { limitDomainOrLabel, limitLocalPart, limitPath } from './address';
import { limitMessage64k, limitRcptCount, limitRcptWrongCode, limitReceivedLoop, limitReplyLengthTotal } from './count';
import { limitAuthLine, limitBodyLine, limitCommandLine, limitHeaderLine, limitReplyLine } from './length';
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

import type { TranscriptFormat } from '../format';
import { bare } from './bare';
import { curl } from './curl';
import { rfcStyle } from './rfc';
import { smtplib } from './smtplib';
import { swaks } from './swaks';

/** Every transcript format. The order breaks ties: more telling markers first. */
export const transcriptFormats: readonly TranscriptFormat[] = [swaks, smtplib, curl, rfcStyle, bare];

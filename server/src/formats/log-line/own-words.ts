const OWN_WORDS =
  /^\S.{6,80}? (?:postfix[\w.-]{0,40}\/[\w/-]{1,60}\[\d{1,8}\]: (?![<>] |report_)|(?:sendmail|sm-mta)\[\d{1,8}\]: \w{8,20}: (?!<-|-->?|<<<|>>>|---))/;

/**
 * Whether Postfix or Sendmail writes a line in words of its own, under its tag: it may quote commands and replies (`Helo command rejected`) and
 * is part of no dialogue. The dialogues that they log on request have a mark before each line. Linear.
 */
export const isOwnWords = (line: string): boolean => OWN_WORDS.test(line);

/**
 * What is asked for beside the password: codes of an app, each good once, and recovery codes for the day on which the app
 * is lost. {@link energy.ems.account.secondfactor.SecondFactors} is the door; whether a code is good is asked at {@code
 * account.login}.
 */
package energy.ems.account.secondfactor;

// Errors as Twilio's REST API words them. Codes and HTTP statuses are Twilio's; see its error
// dictionary.

/** Thrown by REST handlers, answered as `{code, message, more_info, status}`. */
export class TwilioError extends Error {
  override readonly name = 'TwilioError' as const;
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  body() {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

export const unauthenticated = () => new TwilioError(401, 20_003, 'Authenticate');

export const notFound = (path: string) =>
  new TwilioError(404, 20_404, `The requested resource ${path} was not found`);

/**
 * Codes of a refused call that POST /faults may ask for; 30xxx ones come after acceptance instead.
 */
export function faultyCall(code: number): TwilioError {
  switch (code) {
    case 20_003:
      return unauthenticated();
    case 20_429:
      return new TwilioError(429, code, 'Too Many Requests');
    case 20_500:
      return new TwilioError(500, code, 'Internal Server Error');
    case 21_610:
      return blockedRecipient();
    default:
      return new TwilioError(400, code, `Simulated error ${code}`);
  }
}

/** The recipient texted STOP and the provider holds a block. */
export const blockedRecipient = () =>
  new TwilioError(400, 21_610, 'Attempt to send to unsubscribed recipient');

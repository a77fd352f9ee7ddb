"""Whether this machine's clock keeps it from Genesys Cloud: a certificate is not valid yet, or no longer. Pure.

No answer tells the time then, since none comes. Used by poller.schedule.
"""

import ssl

# OpenSSL's numbers, which Python has no names for.
_NOT_YET_VALID, _NO_LONGER_VALID = 9, 10


def is_untimely(error: BaseException) -> bool:
    """Whether a certificate that was refused for its time is among what led to this error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code in (_NOT_YET_VALID, _NO_LONGER_VALID)
        cause = cause.__cause__ or cause.__context__
    return False

// The headers of libcrypto that the Cryptography module calls. Swift can call all it needs as it is;
// add an inline function here only for a macro or a variadic that Swift cannot.
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

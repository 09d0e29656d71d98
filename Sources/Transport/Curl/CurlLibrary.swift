import CCurl

/// libcurl's process-wide state.
enum CurlLibrary {
    /// Set up once, whoever comes first: a static `let` runs under a lock, as `curl_global_init` asks for.
    private static let initialized = ccurl_global_init()

    /// Makes sure that libcurl is ready; every handle asks before it is made.
    static func prepare() throws(TransportFault) {
        guard initialized == CURLE_OK else {
            throw TransportFault(.input, .failed, curlCode: Int(initialized.rawValue), detail: "libcurl does not start")
        }
    }
}

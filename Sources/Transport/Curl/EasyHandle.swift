import CCurl

/// One libcurl easy handle with its connection cache. Belongs to the thread that made it.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private var messages: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    init() throws(TransportFault) {
        try CurlLibrary.prepare()
        guard let pointer = curl_easy_init() else {
            throw TransportFault(.input, .failed, detail: "no memory for a connection")
        }
        self.pointer = pointer
        messages = .allocate(capacity: Int(CURL_ERROR_SIZE))
        messages.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        lists.forEach(curl_slist_free_all)
        messages.deallocate()
    }

    /// Forgets all options, keeps the connection, and sets what every exchange needs.
    func reset() throws(TransportFault) {
        curl_easy_reset(pointer)
        lists.forEach(curl_slist_free_all)
        lists = []
        messages[0] = 0
        try set(CURLOPT_ERRORBUFFER, pointer: messages)
        try set(CURLOPT_NOSIGNAL, 1)
        // A name that resolves slowly must not hold up the thread after its time is over.
        try set(CURLOPT_QUICK_EXIT, 1)
        // The environment's http_proxy and its kin have no say: the peer that was checked is the peer that is reached.
        try set(CURLOPT_NOPROXY, "*")
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_FOLLOWLOCATION, 0)
    }

    /// Trusts the authorities in `file` and no others.
    func trust(_ file: String) throws(TransportFault) {
        try set(CURLOPT_CAINFO, file)
        try set(CURLOPT_CAPATH, nil)
    }

    /// What libcurl says of the failure `code`, without line breaks.
    func explanation(of code: CURLcode) -> String {
        let detail = String(cString: messages)
        return detail.isEmpty ? String(cString: curl_easy_strerror(code)) : SMTPReply(code: 0, lines: [detail]).text
    }
}

extension EasyHandle {
    func set(_ option: CURLoption, _ value: Int) throws(TransportFault) {
        try check(ccurl_set_long(pointer, option, value), option)
    }

    /// libcurl copies the text.
    func set(_ option: CURLoption, _ value: String?) throws(TransportFault) {
        let result =
            if let value { ccurl_set_text(pointer, option, value) } else { ccurl_set_text(pointer, option, nil) }
        try check(result, option)
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(TransportFault) {
        try check(ccurl_set_pointer(pointer, option, value), option)
    }

    func set(_ option: CURLoption, offset value: Int) throws(TransportFault) {
        try check(ccurl_set_offset(pointer, option, curl_off_t(value)), option)
    }

    /// The list is kept until the next `reset`, as libcurl asks for.
    func set(_ option: CURLoption, list values: [String]) throws(TransportFault) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = curl_slist_append(list, value) else {
                curl_slist_free_all(list)
                throw TransportFault(.input, .failed, detail: "no memory for a list")
            }
            list = longer
        }
        if let list { lists.append(list) }
        try check(ccurl_set_list(pointer, option, list), option)
    }

    func check(_ result: CURLcode, _ option: CURLoption) throws(TransportFault) {
        guard result != CURLE_OK else { return }
        throw TransportFault(
            .input, .failed, curlCode: Int(result.rawValue),
            detail: "this libcurl refuses option \(option.rawValue); Latchkey needs 7.88 or later")
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A point in time of the last exchange, in microseconds after its start; 0 if it was not reached.
    func moment(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_get_offset(pointer, info, &value) == CURLE_OK ? Int(value) : 0
    }
}

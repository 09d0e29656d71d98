import Transport

extension Checkup {
    /// Asks the public address for `/healthz`, as a customer's browser would come.
    func baseURL() async -> Finding {
        let base = settings.baseURL.text
        let request = OutboundRequest(
            .get, base + "/healthz", timeout: .seconds(10), connectTimeout: .seconds(5),
            allowsPlainHTTP: !settings.baseURL.isSecure)
        do throws(TransportFault) {
            let response = try await https.send(request)
            guard response.status == 200 else {
                return .broken(
                    "base URL", "\(base)/healthz answers \(response.status), not 200",
                    "Let the proxy pass everything under \(base) to \(settings.listen).")
            }
            return .works(
                "base URL", "\(base) answers" + (settings.baseURL.isSecure ? "" : "; http is for development"))
        } catch {
            return silence(error, base)
        }
    }

    private func silence(_ fault: TransportFault, _ base: String) -> Finding {
        switch fault.kind {
        case .notResolved:
            .broken("base URL", "the name in \(base) has no address", "Add it to the DNS, or mend LATCHKEY_BASE_URL.")
        case .untrustedCertificate, .tlsFailed:
            .broken("base URL", "\(base): \(fault)", "Give the proxy a certificate that browsers trust.")
        default:
            .open("base URL", "nobody answers at \(base)", "Start `latchkey serve`, and the proxy before it.")
        }
    }
}

import Cryptography
import Transport

extension StripeClient {
    /// Sends a request until it is answered, refused for good, or out of tries or time.
    ///
    /// - Parameter secrets: what the request carries besides the key and must not be repeated in an error.
    func send(
        _ request: APIRequest, as credential: Credential, hiding secrets: [Secret] = []
    ) async throws(StripeError) -> APIReply {
        let outbound = try outbound(request, as: credential)
        let judge = ReplyJudge(secrets: secrets + [credential.key])
        let policy = RetryPolicy(settings: settings)
        let start = now()
        var attempt = 1
        while true {
            let outcome = await exchange(outbound, from: start, judge)
            guard case .failed(let error, let isTransient) = outcome else { return try outcome.reply() }
            let elapsed = now() - start
            let pause = policy.pause(
                afterAttempt: attempt, elapsed: elapsed, asked: error.retryAfter, random: random())
            guard isTransient, request.isRepeatable, let pause else { throw error }
            try await rest(pause)
            attempt += 1
        }
    }

    /// One try, which ends with the call's deadline at the latest.
    private func exchange(
        _ request: OutboundRequest, from start: ContinuousClock.Instant, _ judge: ReplyJudge
    ) async -> Outcome {
        var request = request
        request.timeout = max(min(settings.timeout, settings.deadline - (now() - start)), .milliseconds(1))
        do {
            return judge.outcome(try await transport.send(request))
        } catch {
            return judge.outcome(error)
        }
    }

    private func rest(_ pause: Duration) async throws(StripeError) {
        do {
            try await sleep(pause)
        } catch {
            throw StripeError(.cancelled, "The call to Stripe was cancelled.")
        }
    }

    private func outbound(_ request: APIRequest, as credential: Credential) throws(StripeError) -> OutboundRequest {
        OutboundRequest(
            request.method, request.url(base: settings.apiBase),
            headers: try request.headers(credential, version: settings.apiVersion),
            body: Array(FormEncoding.encode(request.form).utf8), timeout: settings.timeout,
            allowsPlainHTTP: settings.apiBase.hasPrefix("http://"))
    }
}

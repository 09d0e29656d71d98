/// The transfers under way on the engine's thread.
final class HTTPLoop {
    let multi: CurlMulti
    private var transfers: [UnsafeMutableRawPointer: HTTPTransfer] = [:]

    init(_ multi: CurlMulti) { self.multi = multi }

    /// One round: take in, drop what is cancelled, work, answer, sleep.
    func turn(with jobs: [HTTPJob]) {
        jobs.forEach(start)
        for transfer in transfers.values where transfer.job.isCancelled { drop(transfer, .cancelled) }
        multi.perform()
        while let (easy, code) = multi.nextEnded() {
            guard let transfer = transfers.removeValue(forKey: easy) else { continue }
            let outcome = transfer.outcome(code)
            multi.remove(transfer.easy)
            transfer.job.finish(outcome)
        }
        multi.poll()
    }

    /// Fails all that is under way: the engine ends.
    func abandon() {
        for transfer in transfers.values { drop(transfer, .shutDown) }
    }

    private func start(_ job: HTTPJob) {
        guard !job.isCancelled else { return job.finish(.failure(TransportFault(.queue, .cancelled))) }
        do throws(TransportFault) {
            let transfer = try HTTPTransfer(job)
            guard multi.add(transfer.easy) else { throw TransportFault(.queue, .failed, detail: "no memory") }
            transfers[transfer.easy.pointer] = transfer
        } catch {
            job.finish(.failure(error))
        }
    }

    private func drop(_ transfer: HTTPTransfer, _ kind: TransportFault.Kind) {
        let outcome = transfer.interrupted(kind)
        transfers.removeValue(forKey: transfer.easy.pointer)
        multi.remove(transfer.easy)
        transfer.job.finish(outcome)
    }
}

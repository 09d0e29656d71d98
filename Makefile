.DEFAULT_GOAL := help
.PHONY: help run build test bench timing screenshots pictures format lint clean

# An import that Package.swift does not declare is refused.
SWIFT_BUILD := swift build --explicit-target-dependency-import-check error
RELEASE := .build/release/latchkey
SWIFT_SOURCES := Package.swift Sources Tests Benchmarks

help: ## Show what can be done here
	@printf 'Latchkey brings a customer back to finish a payment that failed while they were away.\n\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\n'

run: ## Try it: build it, and start it with a mailbox and a stand-in for Stripe (Ctrl-C ends it)
	@.ci/prepare run
	@$(MAKE) --no-print-directory --silent $(RELEASE)
	@exec $(RELEASE) demo

build: ## Build .build/release/latchkey, for this machine or a server like it
	@.ci/prepare lint
	@$(MAKE) --no-print-directory --silent $(RELEASE)

# Asked by make itself: even when nothing changed, swift build takes its time to find that out.
$(RELEASE): Package.swift .ci/release $(shell find Sources templates/locales -type f)
	@.ci/check-locales
	@.ci/quietly 'Building Latchkey (the first time takes some minutes)' \
		.ci/release latchkey
	@touch $@

test: ## Run every test, also the ones with a browser; what they need is installed first
	@.ci/prepare test
	@.ci/check-locales
	$(SWIFT_BUILD) --build-tests
	@.ci/test

bench: ## Measure
	@.ci/prepare bench
	@Benchmarks/run

timing: build ## Ask whether the time of a refusal tells if a link exists
	@Benchmarks/timing

screenshots: ## Put the docs' pictures into docs/images; those that are missing or old are taken first
	@.ci/prepare test
	@.test/venv/bin/python .ci/pictures .test/screenshots || $(MAKE) --no-print-directory pictures
	@.test/venv/bin/python .ci/pictures .test/screenshots docs/images

pictures:
	@.ci/check-locales
	$(SWIFT_BUILD) --product latchkey
	@LATCHKEY_BIN=$${LATCHKEY_BIN:-$$PWD/.build/debug/latchkey} .test/venv/bin/pytest Tests/EndToEnd/test_screens.py

format: ## Lay out the Swift sources
	@swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## Check layout, and that nothing stands in the sources that must not
	@.ci/prepare lint
	@swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	@.ci/check-sources
	@.ci/check-locales

clean: ## Remove what was built and installed here
	rm -rf .build .demo .test

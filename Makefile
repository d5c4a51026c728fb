# The entry points of the project. `make` alone lists them.

SHELL := /bin/bash
PREFIX ?= /usr/local

help: ## List these targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## Build oint, and do a first job with it: help, a dry run, a real call to a server on this machine.
	Scripts/first-job.sh

test: ## Install what the tests need, and run every check and every test.
	Scripts/test.sh

build: ## Build the release binary: dist/oint.
	Scripts/build.sh

portable: ## Build the release binary for older systems, from glibc 2.28 on: dist/oint-portable.
	Scripts/build.sh --portable

docs: ## Write the reference anew: docs.
	Scripts/docs.sh

site: ## Write the reference as a web site with search: dist/site.
	Scripts/docs.sh dist/site

install: build ## Install the release binary, its man pages and completions below $(PREFIX).
	Scripts/install.sh "$(PREFIX)"

docc: ## Build the documentation of the Swift interface: dist/docc.
	Scripts/docc.sh

format: ## Format the sources.
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint: ## Check the format of the sources.
	Scripts/lint.sh

fuzz: ## Fuzz the parsers of texts that others write, twenty minutes each.
	Scripts/fuzz.sh 1200

bench: ## Measure against curl, python3, Foundation, and clients of databases and object storage, in one run.
	Benchmarks/run.sh

clean: ## Remove everything that was built.
	rm -rf .build .build-* dist Benchmarks/.build

.PHONY: help run test build portable install docs site docc format lint fuzz bench clean

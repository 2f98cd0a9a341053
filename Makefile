# One front door: `make` lists what there is. Maven does the work.
.DEFAULT_GOAL := help
.PHONY: help build test verify format iam-policy tour sandbox bench faults soak image clean

MVN := mvn --batch-mode --no-transfer-progress -q
TAGGED = $(MVN) -Dquick test -DexcludedGroups= -Dgroups=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## compile and package, without tests and checks
	$(MVN) -Dquick -Dmaven.test.skip=true package

test: ## run the tests, without format and static checks; T=Name picks one
	$(MVN) -Dquick test $(if $(T),-Dtest=$(T))

verify: ## everything a change has to pass
	$(MVN) verify

format: ## rewrite the sources with google-java-format
	$(MVN) process-sources -Dformat=fix

iam-policy: ## rewrite deploy/iam-policy.json from the sample environments
	./steadystate iam-policy -o json >target/iam-policy.json && mv target/iam-policy.json deploy/

tour: ## play the story once on an in-memory AWS, in the terminal
	./steadystate sandbox --tour

sandbox: ## run the controller and its dashboard on an in-memory AWS
	./steadystate sandbox

bench: ## measure (tests tagged bench)
	$(TAGGED)bench

faults: ## break AWS and the process at every write (tests tagged faults)
	$(TAGGED)faults

soak: ## run for long under load (tests tagged soak)
	$(TAGGED)soak

image: ## make the container image as a tar, and start its layout (tests tagged image)
	$(MVN) -Pimage -Dquick -Dmaven.test.skip=true package
	$(TAGGED)image

clean: ## remove what was built
	rm -rf target

# Every target is handed to make.py, which does its own set-up and also works where there is no make:
#   python3 make.py run        (Windows: py make.py run)
PYTHON ?= python3

.PHONY: run demo test lint types bench lock clean
run demo test lint types bench lock clean:
	@$(PYTHON) make.py $@ $(ARGS)

#!/bin/sh
# Starts Chromium at $CHROMIUM without the two pages of its own interface that it loads behind every window, headless or not: they cost as
# much as the pages under test. Of several --disable-features Chromium takes the last one, so they are added to Playwright's.
for argument do
  shift
  case $argument in
    --disable-features=*) argument="$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup" ;;
  esac
  set -- "$@" "$argument"
done
exec "$CHROMIUM" "$@"

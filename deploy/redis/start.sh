#!/bin/sh
# Starts Redis with one user for the service, limited to the service's keys and commands.
# The password comes from REDIS_PASSWORD and is written to the ACL file as a hash.
set -eu
umask 077
: "${REDIS_PASSWORD:?}"
hash=$(printf %s "$REDIS_PASSWORD" | sha256sum | cut -d ' ' -f 1)
unset REDIS_PASSWORD
acl=${ACL_FILE:-/tmp/users.acl}
{
  echo 'user default off resetpass resetkeys resetchannels -@all'
  # User of the health check. It may only PING.
  echo 'user health on nopass resetkeys resetchannels -@all +ping'
  printf 'user key-recovery on #%s resetkeys ' "$hash"
  for name in recovery failures link token session feed mail bounce budget target hold limit ring '{mail}' '{watch}'; do
    printf '~%s:* ' "$name"
  done
  echo 'resetchannels &feed:* +@all -@dangerous +info'
} > "$acl"
exec redis-server "$(dirname "$0")/redis.conf" --aclfile "$acl" "$@"

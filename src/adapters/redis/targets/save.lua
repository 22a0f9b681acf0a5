--[[
  Saves a target unless it was changed since it was read, or the next state was decided too long ago.

  ARGV[1]  the version that was read, or ''
  ARGV[2]  the latest instant at which the next state may be saved
  ARGV[3]  the next state, sealed
  ARGV[4]  ms for which it is kept

  Returns {1, next version, '', now} when it was saved, otherwise current()
]]
if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[1] or now > tonumber(ARGV[2]) then
  return current()
end
-- Versions begin with the time, so that a target which was forgotten and is kept again never gets an earlier version.
local version = string.format('%.0f', ARGV[1] == '' and now or ARGV[1] + 1)
redis.call('HSET', KEYS[1], 'version', version, 'sealed', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 1, version, '', now }

--[[
  Shared by the scripts with which an operator suspends a target and lifts the suspension.

  KEYS[1]  a hash: heldAt, heldUntil. Kept until no recovery is left that was open at heldAt

  Instants are ms since the epoch on Redis's own clock. Stored names stay, see docs/glossary.md#stored-words.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

--[[
  Ends the turn and keeps the session, unless its lock was lost.

  ARGV[2]  ms for which the activity counts as answered, 0 when there is none

  Returns nothing
]]
if ownsLock() then
  endTurn(ARGV[2])
end
return false

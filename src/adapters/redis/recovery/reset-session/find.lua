--[[
  Returns the state of a reset session.

  ARGV[2]  digest of the session

  Returns {'running' | 'done', ms left} | nothing
]]
local state = recovery.state
if (state ~= 'opened' and state ~= 'done') or recovery.digest ~= ARGV[2] or isOver(recovery.endsAt) then
  return false
end
return { state == 'done' and 'done' or 'running', recovery.endsAt - now }

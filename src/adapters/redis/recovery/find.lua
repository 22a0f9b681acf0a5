--[[
  Reads a recovery.

  Returns {facts, job, stage as in stageReply} | nothing
]]
if not recovery.state then
  return false
end
return { recovery.facts, recovery.job, stageReply() }
